# assemble_home HOME: lays out a server's home folder from artifacts of Maven Central, once a version of pom.xml.

assemble_home() {
  local home=$1 jars="$cache/jars" stamp wanted
  wanted=$(cat "$here/pom.xml" "$here/steps/assemble.sh" | cksum)
  stamp="$home/assembled"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  command -v mvn >/dev/null || { echo "Maven is needed to fetch OpenSearch: install it so that mvn is in PATH." >&2; return 1; }
  echo "fetching OpenSearch $version into $cache ..." >&2
  rm -rf "$jars" "$home"
  JAVA_HOME=$jdk mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jars" >&2
  mkdir -p "$home"/{lib,modules,plugins,config}
  lay_out_modules "$home" "$jars"
  lay_out_core "$home" "$jars"
  lay_out_knn "$home" "$jars"
  cp "$here/log4j2.properties" "$home/config/"
  rm -rf "$jars"
  printf '%s' "$wanted" >"$stamp"
}

# module HOME NAME CLASS EXTENDS JAR...: a module is a folder with its jars and a description.
module() {
  local folder="$1/modules/$2" name=$2 class=$3 extends=$4
  shift 4
  mkdir -p "$folder"
  cp "$@" "$folder/"
  cat >"$folder/plugin-descriptor.properties" <<PROPERTIES
name=$name
description=$name
classname=$class
version=$version
opensearch.version=$version
java.version=21
custom.foldername=
extended.plugins=$extends
has.native.controller=false
PROPERTIES
}

lay_out_modules() {
  local home=$1 jars=$2
  module "$home" lang-painless org.opensearch.painless.PainlessModulePlugin '' \
    "$jars"/lang-painless-*.jar "$jars"/opensearch-scripting-painless-spi-*.jar "$jars"/antlr4-runtime-*.jar "$jars"/asm-*.jar
  module "$home" analysis-common org.opensearch.analysis.common.CommonAnalysisModulePlugin lang-painless \
    "$jars"/analysis-common-*.jar
  module "$home" transport-netty4 org.opensearch.transport.Netty4ModulePlugin '' \
    "$jars"/transport-netty4-client-*.jar "$jars"/opensearch-netty4-*.jar "$jars"/netty-*.jar
  module "$home" mapper-extras org.opensearch.index.mapper.MapperExtrasModulePlugin '' "$jars"/mapper-extras-client-*.jar
  module "$home" reindex org.opensearch.index.reindex.ReindexModulePlugin '' \
    "$jars"/reindex-client-*.jar "$jars"/opensearch-rest-client-*.jar "$jars"/opensearch-ssl-config-*.jar \
    "$jars"/httpc*.jar "$jars"/commons-codec-*.jar "$jars"/commons-logging-*.jar "$jars"/slf4j-api-*.jar
}

# Every jar that no module has taken; guava and what belongs to it are for the plugin alone.
lay_out_core() {
  local home=$1 jars=$2 jar name
  for jar in "$jars"/*.jar; do
    name=$(basename "$jar")
    case $name in
      guava-* | failureaccess-* | listenablefuture-* | jsr305-* | checker-qual-* | j2objc-*) continue ;;
    esac
    compgen -G "$home/modules/*/$name" >/dev/null || cp "$jar" "$home/lib/"
  done
}

# The plugin without its gRPC side: one class is replaced by a stub.
lay_out_knn() {
  local home=$1 jars=$2 plugin="$1/plugins/opensearch-knn" classes
  mkdir -p "$plugin"
  (cd "$plugin" && "$jdk/bin/jar" xf "$jars/opensearch-knn-$version.0.zip")
  sed -i.bak 's/^extended.plugins=.*/extended.plugins=lang-painless/' "$plugin/plugin-descriptor.properties"
  rm "$plugin/plugin-descriptor.properties.bak"
  classes=$(mktemp -d)
  "$jdk/bin/javac" --release 21 -d "$classes" $(find "$here/stub" -name '*.java')
  "$jdk/bin/jar" uf "$plugin/opensearch-knn-$version.0.jar" -C "$classes" .
  rm -rf "$classes"
  cp "$jars"/guava-*.jar "$jars"/failureaccess-*.jar "$plugin/"
}
