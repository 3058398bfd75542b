"""What cards share: storages, tensors, gradients; and what Nodes hold for them."""

from __future__ import annotations

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, FrameData, LeafData, OpData, WireData
from autograd_core.graph.run import Run
from autograd_core.graph.steps import node_ref, port_ref

from .graphs import run

FORWARD = Forward("a1")


def chain(*parts: str, actions: tuple[Action, ...], **nodes: OpData | LeafData) -> Document:
    """Nodes, and wires written as `x>y.a` or `m.values>y.a`."""
    wires = []
    for number, part in enumerate(parts):
        source, target = part.split(">")
        source, _, out = source.partition(".")
        target, _, port = target.partition(".")
        wires.append(WireData(f"w{number}", source, target, port or "a", out or "out"))
    return Document(
        nodes.values(), wires, [FrameData("quiet", kind="no_grad")], actions=(FORWARD, *actions)
    )


def leaf(name: str, value: str = "[1., 2.]", grad: bool = True) -> LeafData:
    return LeafData(name, label=name, value=value, requires_grad=grad)


def op(name: str, kind: str, frame: str | None = None, **params: str) -> OpData:
    return OpData(name, op=kind, label=name, params=params, frame=frame)


def shown(done: Run, node: str, field: str, port: str = "out") -> object:
    value = done.log.at(len(done.log), port_ref(node, port), field)
    array = getattr(value, "array", None)
    return value if array is None else array.tolist()


def messages(done: Run) -> list[str]:
    return [problem.message for problem in done.problems()]


def assign(node: str, field: str, operator: str, text: str, grad: bool = False) -> Assign:
    names = {node: node}
    return Assign(f"as{node}", node, Expression(text, names), field, operator, not grad)  # type: ignore[arg-type]


def test_a_bypassed_node_follows_writes_and_gradients_of_what_it_passes_on() -> None:
    document = chain(
        "x>p.a",
        "p>y.a",
        x=leaf("x"),
        p=OpData("p", op="exp", state="bypass"),
        y=op("y", "sum"),
        actions=(Backward("a2", "y"), assign("x", "data", "*=", "10"), SetRequiresGrad("a4", "x")),
    )
    done = run(document)
    assert messages(done) == []
    assert shown(done, "p", "value") == shown(done, "x", "value") == [10.0, 20.0]
    assert shown(done, "p", "grad") == shown(done, "x", "grad") == [1.0, 1.0]
    document.actions = (FORWARD, assign("x", "data", "=", "[7., 8., 9.]"), ZeroGrad("a5"))
    assert shown(run(document), "p", "value") == [7.0, 8.0, 9.0]


def test_a_bypassed_node_passes_its_first_input_at_its_first_output() -> None:
    document = chain(
        "c>p.condition",
        "x>p.a",
        "x>p.b",
        "x>m.a",
        "m.values>y.a",
        c=leaf("c", "[True, False]", False),
        x=leaf("x"),
        p=OpData("p", op="where", state="bypass"),
        m=OpData("m", op="max_dim", params={"dim": "0"}, state="bypass"),
        y=op("y", "exp"),
        actions=(),
    )
    document.nodes["c"] = LeafData("c", value="[True, False]", dtype=None)
    done = run(document)
    assert messages(done) == []
    assert shown(done, "p", "value") == [True, False]
    assert shown(done, "m", "value", "values") == [1.0, 2.0]
    assert shown(done, "y", "grad_fn") == "ExpBackward0"


def test_a_view_that_may_not_be_written_is_shown_and_does_not_stop_the_run() -> None:
    """PyTorch raises when such a view is asked for its grad_fn; showing it asks nothing."""
    document = chain(
        "x>y.a",
        "y>u.a",
        "y>m.a",
        "u.outs.0>z.a",
        x=leaf("x"),
        y=op("y", "exp"),
        u=op("u", "unbind"),
        m=op("m", "mul_", b="2"),
        z=op("z", "exp"),
        actions=(),
    )
    done = run(document)
    (message,) = messages(done)
    assert "is a view and its base or another view of its base has been modified" in message
    assert shown(done, "u", "grad_fn", "outs.0") == "AsStridedBackward0"
    assert done.log.at(len(done.log), node_ref("z"), "status") == "failed"


def test_a_view_of_a_written_base_gets_its_node_as_its_own() -> None:
    """v is a view of y; m writes y; so v's gradient goes through the Node that v makes anew."""
    document = chain(
        "x>y.a",
        "y>v.a",
        "y>m.a",
        "v>s.a",
        x=leaf("x"),
        y=op("y", "mul", b="2"),
        v=op("v", "view", size="-1"),
        m=op("m", "mul_", b="3"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s"),),
    )
    done = run(document)
    assert messages(done) == []
    backward = [
        (step.function, step.node, [(flow.target, flow.wire) for flow in step.flows])
        for step in done.log.steps
        if step.kind == "backward"
    ]
    assert backward == [
        ("SumBackward0", "s", [("v", "w3")]),
        ("AsStridedBackward0", "v", [("m", None)]),
        ("MulBackward0", "m", [("y", "w2")]),
        ("MulBackward0", "y", [("x", "w0")]),
    ]


def test_flows_find_their_wires_in_variadic_ports_and_past_ports_without_gradient() -> None:
    document = chain(
        "x>c.tensors.0",
        "x>c.tensors.2",
        "y>c.tensors.3",
        "c>w.a",
        "t>w.condition",
        "c>w.b",
        "w>s.a",
        x=leaf("x"),
        y=leaf("y"),
        t=LeafData("t", value="True", dtype=None),
        c=op("c", "cat"),
        w=op("w", "where"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s"),),
    )
    done = run(document)
    assert messages(done) == []
    wires = {
        step.function: [flow.wire for flow in step.flows]
        for step in done.log.steps
        if step.kind == "backward"
    }
    assert wires["WhereBackward0"] == ["w3", "w5"]
    assert wires["CatBackward0"] == ["w0", "w1", "w2"]


def test_the_edge_of_an_assignment_runs_along_no_wire() -> None:
    document = chain(
        "x>y.a",
        x=leaf("x"),
        y=op("y", "mul", b="2"),
        actions=(
            Assign("a2", "y", Expression("x", {"x": "x"}), "value", "+=", False),
            Backward("a3", "y", gradient=Expression("[1., 1.]")),
        ),
    )
    done = run(document)
    assert messages(done) == []
    steps = [step for step in done.log.steps if step.kind == "backward"]
    assert [(flow.target, flow.wire) for flow in steps[0].flows] == [("y", None), ("x", None)]
    assert [(flow.target, flow.wire) for flow in steps[1].flows] == [("x", "w0")]


def test_saved_tensors_of_an_operation_with_several_nodes_are_held_and_freed() -> None:
    document = chain(
        "x>y.a",
        "x>y.b",
        "y>s.a",
        x=leaf("x", "ones(2, 2, 2)"),
        y=op("y", "matmul"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s"),),
    )
    done = run(document)
    assert messages(done) == []
    track = done.log.track(node_ref("y"), "saved")
    assert track.values == ["held", "freed"]
    freed = done.log.steps[track.steps[1]]
    assert (freed.node, freed.function) == ("y", "BmmBackward0")


def test_backward_over_an_older_forward_frees_nothing_of_the_new_one() -> None:
    document = chain(
        "x>y.a",
        "y>s.a",
        x=leaf("x"),
        y=op("y", "exp"),
        s=op("s", "sum"),
        actions=(Forward("a2", ("y",)), Backward("a3", "s")),
    )
    done = run(document)
    assert messages(done) == []
    assert done.log.at(len(done.log), node_ref("y"), "saved") == "held"


def test_a_failed_node_keeps_nothing_and_recovers() -> None:
    grow = assign("x", "data", "=", "[1., 2., 3.]")
    shrink = Assign("a5", "x", Expression("[5., 6.]"), "data")
    document = chain(
        "x>y.a",
        "k>y.b",
        x=leaf("x"),
        k=leaf("k", "[1., 1.]"),
        y=op("y", "mul"),
        actions=(grow, Forward("a3")),
    )
    done = run(document)
    assert len(messages(done)) == 1
    for field in ("value", "requires_grad", "is_leaf", "grad_fn", "version", "grad"):
        assert shown(done, "y", field) is None
    assert done.log.at(len(done.log), node_ref("y"), "saved") is None
    document.actions = (*document.actions, shrink, Forward("a6"))
    done = run(document)
    assert shown(done, "y", "value") == [5.0, 6.0]
    assert done.log.at(len(done.log), node_ref("y"), "error") is None


def test_the_number_of_outputs_may_change_from_one_forward_to_the_next() -> None:
    document = chain(
        "x>u.a",
        x=leaf("x", "[1., 2., 3.]"),
        u=op("u", "unbind"),
        actions=(assign("x", "data", "=", "[7.]"), Forward("a3")),
    )
    done = run(document)
    assert shown(done, "u", "value", "outs.0") == 7.0
    assert shown(done, "u", "value", "outs.2") is None
    document.actions = (FORWARD, assign("x", "data", "=", "zeros(0)"), Forward("a3"))
    assert messages(run(document)) == []


def test_zero_grad_empties_a_gradient_of_a_leaf_that_requires_none_any_more() -> None:
    document = chain(
        "x>s.a",
        x=leaf("x"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s"), SetRequiresGrad("a3", "x", False), ZeroGrad("a4")),
    )
    done = run(document)
    assert messages(done) == []
    assert shown(done, "x", "grad") is None


def test_the_first_output_is_meant_where_none_is_named() -> None:
    document = chain(
        "x>m.a",
        x=leaf("x", "[[1., 5.], [4., 2.]]"),
        m=op("m", "max_dim", dim="1"),
        actions=(
            Assign("a2", "m", Expression("3."), "value", "*=", True),
            Backward("a3", "m", gradient=Expression("[1., 1.]")),
            Print("a4", Expression("m", {"m": "m"})),
        ),
    )
    done = run(document)
    assert messages(done) == []
    assert shown(done, "m", "value", "values") == [15.0, 12.0]
    assert shown(done, "m", "value", "out") is None
    assert done.output == "tensor([15., 12.], grad_fn=<MaxBackward0>)\n"


def test_a_forward_of_nodes_says_which_are_gone_and_which_cannot_be_run_yet() -> None:
    document = chain(
        "x>y.a", x=leaf("x"), y=op("y", "exp"), actions=(Forward("a2", ("y", "lost")),)
    )
    document.actions = document.actions[1:]
    assert messages(run(document)) == ["lost is not in the graph", "x has not been run"]


def test_an_error_at_a_node_goes_when_a_write_succeeds() -> None:
    document = chain(x=leaf("x"), actions=(assign("x", "value", "*=", "2", grad=True),))
    done = run(document)
    assert done.log.at(len(done.log), node_ref("x"), "error") is not None
    again = Assign("a3", "x", Expression("2."), "value", "*=", True)
    document.actions = (*document.actions, again)
    done = run(document)
    assert done.log.at(len(done.log), node_ref("x"), "error") is None


def test_parameters_and_random_operations_follow_the_run() -> None:
    """A parameter may use a Repeat's name, and every draw comes from the document's stream."""
    repeat = Repeat("a2", Expression("[2, 3]"), "i", (Forward("b1"),))
    document = chain(
        "x>y.a",
        "q>e.a",
        x=leaf("x"),
        y=op("y", "pow", exponent="i"),
        q=op("q", "rand", size="2"),
        e=op("e", "exp"),
        r=LeafData("r", value="torch.rand(2)"),
        s=LeafData("s", value="torch.rand(2)"),
        actions=(repeat,),
    )
    document.actions = (repeat,)
    first, second = run(document), run(document)
    assert messages(first) == []
    assert first.log.steps == second.log.steps
    assert [v.array.tolist() for v in first.log.track(port_ref("y"), "value").values] == [
        [1.0, 4.0],
        [1.0, 8.0],
    ]
    assert shown(first, "r", "value") != shown(first, "s", "value")
    document.nodes["x"] = leaf("x", "[3., 4.]", grad=False)
    assert run(document, previous=first).log.steps == run(document).log.steps


def test_a_leaf_that_asks_for_gradients_in_its_text_requires_them() -> None:
    document = chain(x=leaf("x", "torch.ones(2, requires_grad=True)", False), actions=())
    assert shown(run(document), "x", "requires_grad") is True


def test_a_result_among_the_inputs_of_backward_keeps_its_gradient() -> None:
    document = chain(
        "x>y.a",
        "y>s.a",
        x=leaf("x"),
        y=op("y", "exp"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s", inputs=("y",)),),
    )
    done = run(document)
    assert messages(done) == []
    assert shown(done, "y", "grad") == [1.0, 1.0]
    assert shown(done, "x", "grad") is None


def test_a_result_that_comes_to_require_grad_is_where_gradients_arrive() -> None:
    document = chain(
        "x>m.a",
        "m.values>s.a",
        x=leaf("x", "[[1., 5.], [4., 2.]]", grad=False),
        m=op("m", "max_dim", dim="1"),
        s=op("s", "sum"),
        actions=(SetRequiresGrad("a2", "m"), Forward("a3", ("s",)), Backward("a4", "s")),
    )
    done = run(document)
    assert messages(done) == []
    assert done.log.steps[-1].node == "m"
    assert shown(done, "m", "grad", "values") == [1.0, 1.0]


def test_a_gradient_for_a_leaf_that_was_made_anew_is_not_shown_on_the_new_one() -> None:
    document = chain(
        "x>s.a",
        x=leaf("x"),
        s=op("s", "sum"),
        actions=(Forward("a2", ("x",)), Backward("a3", "s")),
    )
    done = run(document)
    assert messages(done) == []
    assert [step.kind for step in done.log.steps[-2:]] == ["backward", "accumulate"]
    assert shown(done, "x", "grad") is None


def test_a_view_of_nothing_outlives_a_write() -> None:
    document = chain(
        "x>y.a",
        "y>u.a",
        "y>m.a",
        x=leaf("x", "zeros(2, 0)", grad=False),
        y=op("y", "exp"),
        u=op("u", "unbind"),
        m=op("m", "mul_", b="2"),
        actions=(),
    )
    done = run(document)
    assert messages(done) == []
    arrays = [value.array for step in done.log.steps for value in step.values()]
    assert all(array is not None and array.size == 0 for array in arrays)


def test_a_result_is_taken_over_only_where_that_records_the_same() -> None:
    """v is made under no_grad, and written there: what used it cannot go back, in any run."""
    document = chain(
        "x>v.a",
        "v>y.a",
        "v>r.a",
        "y>s.a",
        x=leaf("x"),
        v=op("v", "view", "quiet", size="-1"),
        y=op("y", "pow", exponent="3."),
        r=op("r", "relu_", "quiet"),
        s=op("s", "sum"),
        actions=(Backward("a2", "s"),),
    )
    first = run(document)
    (message,) = messages(first)
    assert message.startswith("A view was created in no_grad mode")
    document.nodes["x"] = LeafData("x", value="[1., 2.]", requires_grad=True, seed=1)
    assert run(document, previous=first).log.steps == run(document).log.steps


def test_a_view_that_came_to_require_grad_does_not_stop_a_second_forward() -> None:
    document = chain(
        "x>v.a",
        "x>m.a",
        "w>m.b",
        x=leaf("x", grad=False),
        w=leaf("w"),
        v=op("v", "view", "quiet", size="-1"),
        m=op("m", "mul_"),
        actions=(),
    )
    document.actions = (
        Forward("a1", ("x", "v")),
        SetRequiresGrad("a2", "v"),
        Forward("a3", ("w", "m")),
        Forward("a4"),
    )
    done = run(document)
    assert done.complete
    assert shown(done, "v", "grad_fn") == "AsStridedBackward0"
