package org.opensearch.knn.grpc.proto.request.search.query;

/** Stands in for the class that needs the module transport-grpc, which Maven Central does not have: gRPC stays off. */
public class KNNQueryBuilderProtoConverter {
    public KNNQueryBuilderProtoConverter() {}
}
