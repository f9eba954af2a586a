"""Another language against the API: stock grpcio, with stubs that know nothing but the protos."""

import grpc
import pytest
from conftest import Weir
from google.rpc import error_details_pb2, status_pb2

TIMEOUT = 60


def test_searches(weir: Weir) -> None:
    stub = weir.searches.SearchServiceStub(weir.channel)
    request = weir.messages.SearchRequest(
        query="cordless drill",
        page_size=5,
        filters=[weir.messages.Filter(field="price", max=40)],
        facets=[weir.messages.FacetRequest(field="brand")],
        explain=True,
    )
    answer = stub.Search(request, timeout=TIMEOUT)
    assert [ranked.position for ranked in answer.products] == [1, 2, 3, 4, 5]
    assert all(
        "drill" in ranked.product.title and ranked.product.price <= 40
        for ranked in answer.products
    )
    assert answer.facets[0].values[0].value == "Norwood"
    assert answer.plan["deadline_ms"] == 10000
    assert weir.messages.STAGE_RETRIEVE in [timing.stage for timing in answer.timings]


def test_streams_a_search(weir: Weir) -> None:
    stub = weir.searches.SearchServiceStub(weir.channel)
    request = weir.messages.SearchProgressiveRequest(
        search=weir.messages.SearchRequest(query="hand saw")
    )
    answers = list(stub.SearchProgressive(request, timeout=TIMEOUT))
    assert answers[-1].kind == weir.messages.PROGRESSIVE_KIND_FINAL
    assert len(answers[-1].response.products) > 0


def test_streams_products_and_finds_them(weir: Weir) -> None:
    catalog = weir.catalog.CatalogServiceStub(weir.channel)
    products = [weir.catalog_messages.UpsertRequest() for _ in range(20)]
    for number, request in enumerate(products):
        product = request.products.add(
            id=f"py{number}",
            title=f"Pythonic quokka {number}",
            price=-1 if number == 3 else 5,
        )
        product.attributes.update({"color": "teal", "sizes": ["S", "M"]})
    summary = catalog.Upsert(iter(products), timeout=TIMEOUT)
    assert (summary.accepted, summary.rejected) == (19, 1)
    assert summary.rejections[0].index == 3
    assert summary.rejections[0].violations[0].field == "price"
    searches = weir.searches.SearchServiceStub(weir.channel)
    found = searches.Search(
        weir.messages.SearchRequest(query="pythonic quokka", page_size=50),
        timeout=TIMEOUT,
    )
    assert found.total == 19
    assert found.products[0].product.attributes["sizes"][1] == "M"
    gone = catalog.Delete(
        iter([weir.catalog_messages.DeleteRequest(ids=[f"py{n}" for n in range(20)])]),
        timeout=TIMEOUT,
    )
    assert gone.accepted == 20
    assert (
        searches.Search(
            weir.messages.SearchRequest(query="pythonic quokka"), timeout=TIMEOUT
        ).total
        == 0
    )


def test_runs_an_experiment_from_draft_to_results(weir: Weir) -> None:
    messages, stub = (
        weir.experiment_messages,
        weir.experiments.ExperimentServiceStub(weir.channel),
    )
    definition = {
        "key": "python",
        "hypothesis": "the ranker is worth its time",
        "owner": "a test",
        "variants": [
            {"key": "control", "weight": 0.5, "plan": {"ranker": {"model": None}}},
            {"key": "treatment", "weight": 0.5, "plan": {}},
        ],
        "metrics": {"primary": "ctr"},
    }
    create = messages.CreateExperimentRequest(author="pytest")
    create.definition.update(definition)
    draft = stub.CreateExperiment(create, timeout=TIMEOUT).experiment
    assert draft.state == "draft"
    start = messages.TransitionExperimentRequest(
        key="python",
        action="start",
        version=draft.version,
        author="pytest",
        reason="now",
    )
    stub.TransitionExperiment(start, timeout=TIMEOUT)

    searches = weir.searches.SearchServiceStub(weir.channel)
    recorder = weir.events.EventServiceStub(weir.channel)
    seen: dict[str, int] = {}
    for number in range(40):
        shopper = f"py-shopper-{number}"
        answer = searches.Search(
            weir.messages.SearchRequest(query="desk lamp", shopper_id=shopper),
            timeout=TIMEOUT,
        )
        (applied,) = [each for each in answer.variants if each.experiment == "python"]
        seen[applied.variant] = seen.get(applied.variant, 0) + 1
        click = weir.event_messages.Event(
            event_id=f"py-click-{number}",
            action="click",
            shopper_id=shopper,
            search_id=answer.search_id,
            product_id=answer.products[0].product.id,
            position=1,
        )
        unreadable = weir.event_messages.Event(event_id=f"py-bad-{number}")
        recorded = recorder.Record(
            weir.event_messages.RecordRequest(events=[click, unreadable]),
            timeout=TIMEOUT,
        )
        assert (recorded.accepted, recorded.rejections[0].index) == (1, 1)
    results = stub.GetResults(messages.GetResultsRequest(key="python"), timeout=TIMEOUT)
    assert {each.variant: each.units for each in results.variants} == seen
    (ctr,) = [each for each in results.metrics if each.metric == "ctr"]
    assert [each.value for each in ctr.variants] == [1, 1]
    assert results.recommendation.action == "keep_running"
    stop = messages.TransitionExperimentRequest(
        key="python", action="stop", author="pytest", reason="over"
    )
    stub.TransitionExperiment(stop, timeout=TIMEOUT)
    found = stub.GetExperiment(
        messages.GetExperimentRequest(key="python"), timeout=TIMEOUT
    )
    assert found.experiment.state == "stopped"


def test_is_told_which_field_is_wrong(weir: Weir) -> None:
    stub = weir.searches.SearchServiceStub(weir.channel)
    request = weir.messages.SearchRequest(
        query="drill",
        page_size=-1,
        filters=[weir.messages.Filter(field="brnad", values=["x"])],
    )
    with pytest.raises(grpc.RpcError) as refusal:
        stub.Search(request, timeout=TIMEOUT)
    assert refusal.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert "page_size" in refusal.value.details()
    assert 'did you mean "brand"' in refusal.value.details()
    assert fields_of(refusal.value) == ["filters[0].field", "page_size"]


def test_is_told_that_a_text_is_not_utf_8(weir: Weir) -> None:
    raw = weir.channel.unary_unary(
        "/weir.v1.SearchService/Search",
        lambda message: message,
        lambda message: message,
    )
    with pytest.raises(grpc.RpcError) as refusal:
        raw(b"\x0a\x03dr\xff", timeout=TIMEOUT)
    assert refusal.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert fields_of(refusal.value) == ["query"]


def fields_of(error: grpc.RpcError) -> list[str]:
    """Fields that the error's google.rpc.BadRequest names."""
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    bad_request = error_details_pb2.BadRequest()
    assert status_pb2.Status.FromString(details).details[0].Unpack(bad_request)
    return [violation.field for violation in bad_request.field_violations]
