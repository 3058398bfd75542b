<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>Forward</source>
        <translation>前向传播</translation>
    </message>
    <message>
        <source>Forward of {names}</source>
        <translation>对 {names} 前向传播</translation>
    </message>
    <message>
        <source>Zero grad</source>
        <translation>梯度清零</translation>
    </message>
    <message>
        <source>Zero grad, keeping zeros</source>
        <translation>梯度清零（保留全零张量）</translation>
    </message>
    <message>
        <source>{action} ({names})</source>
        <translation>{action}：{names}</translation>
    </message>
    <message>
        <source>As traced: {test} is {value}</source>
        <translation>按代码所走：{test} 为 {value}</translation>
    </message>
    <message>
        <source>{name}, {next}</source>
        <translation>{name}、{next}</translation>
    </message>
    <message>
        <source>{head}: {words}</source>
        <translation>{head}：{words}</translation>
    </message>
    <message>
        <source>{first}; {next}</source>
        <translation>{first}；{next}</translation>
    </message>
    <message>
        <source>Backward from {root}</source>
        <translation>从 {root} 反向传播</translation>
    </message>
    <message>
        <source>Gradient {derivatives}</source>
        <translation>梯度 {derivatives}</translation>
    </message>
    <message>
        <source>{action}, {option}</source>
        <translation>{action}，{option}</translation>
    </message>
    <message>
        <source>Jacobian {derivatives}</source>
        <translation>雅可比矩阵 {derivatives}</translation>
    </message>
</context>
<context>
    <name>ActionCommands</name>
    <message>
        <source>Change {action}</source>
        <translation>更改“{action}”</translation>
    </message>
</context>
<context>
    <name>ActionForm</name>
    <message>
        <source>The action as code</source>
        <translation>动作的代码</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Where in the list</source>
        <translation>在列表中的位置</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>ActionList</name>
    <message>
        <source>Actions</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Add action</source>
        <translation>添加动作</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Repeat the selected…</source>
        <translation>循环所选动作…</translation>
    </message>
    <message>
        <source>Run the selected only if…</source>
        <translation>仅在条件成立时运行所选…</translation>
    </message>
    <message>
        <source>Catch errors of the selected…</source>
        <translation>捕获所选动作的错误…</translation>
    </message>
    <message>
        <source>Take the block away, keep its actions</source>
        <translation>去掉这个块，保留其中的动作</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Play its steps</source>
        <translation>播放它的各步</translation>
    </message>
    <message>
        <source>Do it again at the end</source>
        <translation>在末尾再做一次</translation>
    </message>
    <message>
        <source>Nothing happens yet. Add Forward to compute the graph, and Backward to differentiate it.</source>
        <translation>尚无动作。添加“前向传播”以计算整张图，添加“反向传播”以求梯度。</translation>
    </message>
    <message>
        <source>No action is selected.</source>
        <translation>没有选中任何动作。</translation>
    </message>
    <message>
        <source>It is the first already.</source>
        <translation>它已经是第一个。</translation>
    </message>
    <message>
        <source>It is the last already.</source>
        <translation>它已经是最后一个。</translation>
    </message>
    <message>
        <source>Select one action.</source>
        <translation>请只选中一个动作。</translation>
    </message>
    <message>
        <source>It has made no steps.</source>
        <translation>它没有产生任何一步。</translation>
    </message>
    <message>
        <source>It fills cards, which one action alone can do.</source>
        <translation>它会填写卡片，而一张卡片只能由一个动作填写。</translation>
    </message>
    <message>
        <source>Remove {action}</source>
        <translation>移除“{action}”</translation>
    </message>
    <message>
        <source>Do {action} again</source>
        <translation>再做一次 {action}</translation>
    </message>
    <message>
        <source>Move {action}</source>
        <translation>移动“{action}”</translation>
    </message>
    <message>
        <source>Take away {action}</source>
        <translation>移除“{action}”</translation>
    </message>
    <message>
        <source>{count} actions</source>
        <translation>{count} 个动作</translation>
    </message>
</context>
<context>
    <name>ActionModel</name>
    <message>
        <source>Drag actions below it to run them where the test does not hold.</source>
        <translation>把动作拖到它下面，条件不成立时就运行它们。</translation>
    </message>
    <message>
        <source>Drag actions below it to run them when such an error was caught.</source>
        <translation>把动作拖到它下面，捕获到这类错误时就运行它们。</translation>
    </message>
    <message>
        <source>It did not hold.</source>
        <translation>它不成立。</translation>
    </message>
    <message>
        <source>It held each time that it was reached.</source>
        <translation>每次运行到这里时它都成立。</translation>
    </message>
    <message>
        <source>It has not been reached.</source>
        <translation>还没有运行到这里。</translation>
    </message>
    <message>
        <source>It names a node that is not in the graph any more.</source>
        <translation>它引用的节点已不在图中。</translation>
    </message>
    <message>
        <source>It names a node that is not in the graph any more. Double-click to choose another, or remove it.</source>
        <translation>它引用的节点已不在图中。双击可另选节点，也可将其移除。</translation>
    </message>
    <message>
        <source>{words} See Problems.</source>
        <translation>{words} 详见“问题”面板。</translation>
    </message>
    <message>
        <source>It failed; see Problems.</source>
        <translation>执行失败，详见“问题”面板。</translation>
    </message>
    <message>
        <source>It failed, and the error was caught.</source>
        <translation>它失败了，错误已被捕获。</translation>
    </message>
    <message>
        <source>Drag actions into it.</source>
        <translation>把动作拖到里面。</translation>
    </message>
    <message>
        <source>Drag actions into it to repeat them.</source>
        <translation>把动作拖入其中即可循环执行。</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Nothing is selected</source>
        <translation>未选择任何内容</translation>
    </message>
    <message>
        <source>Selected: {count}</source>
        <translation>已选择：{count} 项</translation>
    </message>
    <message>
        <source>Selected: {what}</source>
        <translation>已选择：{what}</translation>
    </message>
    <message>
        <source>wire from {source} to {target}</source>
        <translation>从 {source} 到 {target} 的连线</translation>
    </message>
    <message>
        <source>region {title}</source>
        <translation>区域 {title}</translation>
    </message>
    <message>
        <source>Problems: {count}</source>
        <translation>问题：{count}</translation>
    </message>
    <message>
        <source>No problems any more</source>
        <translation>问题已全部解决</translation>
    </message>
</context>
<context>
    <name>ArrangeCommands</name>
    <message>
        <source>Nothing lies between: select two cards of which one leads to the other.</source>
        <translation>两者之间没有通路：请选择有先后关系的两张卡片。</translation>
    </message>
    <message>
        <source>All that lies between is selected already.</source>
        <translation>两者之间的卡片都已选中。</translation>
    </message>
    <message>
        <source>Select the cards to line up.</source>
        <translation>请选择要对齐的卡片。</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Select three cards or more.</source>
        <translation>请至少选择三张卡片。</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>禁用</translation>
    </message>
    <message>
        <source>Select operations: nothing else can be left out.</source>
        <translation>请选择运算：其他卡片不能略过。</translation>
    </message>
    <message>
        <source>Select the cards to be framed.</source>
        <translation>请选择要框起来的卡片。</translation>
    </message>
    <message>
        <source>Frame with a title</source>
        <translation>加标题框</translation>
    </message>
    <message>
        <source>Select a frame or a note.</source>
        <translation>请选择一个框或便签。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Resize the frame</source>
        <translation>调整框的大小</translation>
    </message>
    <message>
        <source>Select a frame, or a card in one.</source>
        <translation>请选择一个框，或框中的卡片。</translation>
    </message>
</context>
<context>
    <name>Arranger</name>
    <message>
        <source>Arranging… Esc stops it.</source>
        <translation>正在排列……按 Esc 停止。</translation>
    </message>
    <message>
        <source>Everything is arranged already.</source>
        <translation>已经排列好了。</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排列</translation>
    </message>
</context>
<context>
    <name>AssignForm</name>
    <message>
        <source>Assign</source>
        <translation>赋值</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>写入的内容</translation>
    </message>
    <message>
        <source>(itself)</source>
        <translation>（自身）</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运算符</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Under no_grad, so that autograd does not record it</source>
        <translation>在 no_grad 下执行，autograd 不会记录</translation>
    </message>
    <message>
        <source>Autograd does not see this: nothing is recorded, and no version is counted.</source>
        <translation>autograd 看不到这次写入：既不记录，也不增加版本号。</translation>
    </message>
    <message>
        <source>Written in place, as PyTorch&apos;s own operators do: autograd counts a version, and refuses it for a leaf that requires grad unless it is under no_grad.</source>
        <translation>与 PyTorch 自己的运算符一样原地（in-place）写入：autograd 会增加版本号；对于需要梯度的叶子节点，除非在 no_grad 下，否则 autograd 会拒绝。</translation>
    </message>
    <message>
        <source>The accumulated gradient is written; None empties it.</source>
        <translation>改写累积的梯度；None 表示清空。</translation>
    </message>
</context>
<context>
    <name>Autograd</name>
    <message>
        <source>graph of the gradient, backward #{call}</source>
        <translation>梯度的计算图，第 {call} 次反向传播</translation>
    </message>
    <message>
        <source>Nodes inside: {count}</source>
        <translation>内部节点数：{count}</translation>
    </message>
    <message>
        <source>held for backward</source>
        <translation>为反向传播保留</translation>
    </message>
    <message>
        <source>freed by a backward</source>
        <translation>已被某次反向传播释放</translation>
    </message>
    <message>
        <source>written since: it is at version {now} now, and backward will refuse it</source>
        <translation>保存后又被写入：现在是版本 {now}，反向传播会拒绝使用它</translation>
    </message>
    <message>
        <source>{function} of {node}</source>
        <translation>{node} 的 {function}</translation>
    </message>
    <message>
        <source>sequence number {number}</source>
        <translation>序号 {number}</translation>
    </message>
    <message>
        <source>adds what arrives to .grad of the leaf</source>
        <translation>把到达的梯度加到叶子节点的 .grad 上</translation>
    </message>
    <message>
        <source>made by backward #{call}, while it applied {function} (create_graph)</source>
        <translation>由第 {call} 次反向传播在执行 {function} 时创建（create_graph）</translation>
    </message>
</context>
<context>
    <name>AutogradLayer</name>
    <message>
        <source>Zoom in to see the Nodes below the cards.</source>
        <translation>放大后可看到卡片下方的 Node。</translation>
    </message>
    <message>
        <source>Arranging all (Ctrl+L) makes room for the tags below the cards.</source>
        <translation>整理全部（Ctrl+L）会为卡片下方的标签腾出位置。</translation>
    </message>
</context>
<context>
    <name>BackwardDialog</name>
    <message>
        <source>Backward from {root}</source>
        <translation>从 {root} 反向传播</translation>
    </message>
    <message>
        <source>{root} has the shape {shape}. For a tensor that is no scalar, PyTorch would say “{error}”, so say with which gradient v to start; what comes out is v·J.</source>
        <translation>{root} 的形状是 {shape}。它不是标量，直接反向传播时 PyTorch 会报错“{error}”，因此请给出起始梯度 v；得到的结果是 v 与雅可比矩阵的乘积 v·J。</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>全 1</translation>
    </message>
    <message>
        <source>Keep the graph for another backward (retain_graph)</source>
        <translation>保留计算图，以便再次反向传播（retain_graph）</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
</context>
<context>
    <name>BackwardForm</name>
    <message>
        <source>Backward</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>1, for a scalar</source>
        <translation>标量默认为 1</translation>
    </message>
    <message>
        <source>Keep the graph for another backward (retain_graph)</source>
        <translation>保留计算图，以便再次反向传播（retain_graph）</translation>
    </message>
    <message>
        <source>Record the backward itself (create_graph)</source>
        <translation>为反向传播本身构建计算图（create_graph）</translation>
    </message>
    <message>
        <source>Gradients go</source>
        <translation>梯度去向</translation>
    </message>
    <message>
        <source>into .grad of the leaves, added up</source>
        <translation>累加到叶子节点的 .grad</translation>
    </message>
    <message>
        <source>into a card of their own (autograd.grad)</source>
        <translation>放进单独的卡片（autograd.grad）</translation>
    </message>
    <message>
        <source>By</source>
        <translation>自变量</translation>
    </message>
    <message>
        <source>Give .grad a card, from which backward can start again</source>
        <translation>给 .grad 一张卡片，可以从它再次反向传播</translation>
    </message>
</context>
<context>
    <name>BlockChooser</name>
    <message>
        <source>First row</source>
        <translation>首行</translation>
    </message>
    <message>
        <source>Last row</source>
        <translation>末行</translation>
    </message>
    <message>
        <source>First column</source>
        <translation>首列</translation>
    </message>
    <message>
        <source>Last column</source>
        <translation>末列</translation>
    </message>
    <message>
        <source>Too large to be computed whole ({size}). Rows and columns:</source>
        <translation>矩阵太大，不整体计算（{size}）。行与列：</translation>
    </message>
</context>
<context>
    <name>Breadcrumbs</name>
    <message>
        <source>Where one is</source>
        <translation>当前位置</translation>
    </message>
    <message>
        <source>The step is at {place} – go there</source>
        <translation>该步在 {place}，前往</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Gone with their last instances, until you undo: {titles}</source>
        <translation>已随最后一个实例一起删除（可撤销）：{titles}</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Add at the pointer</source>
        <translation>在指针处添加</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Next, previous card</source>
        <translation>下一张、上一张卡片</translation>
    </message>
    <message>
        <source>First, last card</source>
        <translation>第一张、最后一张卡片</translation>
    </message>
    <message>
        <source>Edit the card</source>
        <translation>编辑卡片</translation>
    </message>
    <message>
        <source>Draw a wire from the card, or out of a wire’s dot</source>
        <translation>从卡片或连线的拐点拉出一条连线</translation>
    </message>
    <message>
        <source>Add what feeds the card’s next free input</source>
        <translation>添加接到卡片下一个空闲输入的内容</translation>
    </message>
    <message>
        <source>Wire: next, previous port</source>
        <translation>连线：下一个、上一个端口</translation>
    </message>
    <message>
        <source>Wire: another output</source>
        <translation>连线：换一个输出</translation>
    </message>
    <message>
        <source>Wire: to a new card</source>
        <translation>连线：接到新卡片</translation>
    </message>
    <message>
        <source>Wire: connect</source>
        <translation>连线：连接</translation>
    </message>
    <message>
        <source>Another wire from the same output</source>
        <translation>从同一输出再引一条连线</translation>
    </message>
    <message>
        <source>Ctrl and drag a wire’s end</source>
        <translation>按住 Ctrl 拖动连线端点</translation>
    </message>
    <message>
        <source>or one of its dots</source>
        <translation>或它的某个拐点</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Ctrl and drag with the right button</source>
        <translation>按住 Ctrl 用右键拖动</translation>
    </message>
    <message>
        <source>Add or remove a dot</source>
        <translation>添加或移除拐点</translation>
    </message>
    <message>
        <source>double-click a wire</source>
        <translation>双击连线</translation>
    </message>
    <message>
        <source>Open the subgraph that is selected</source>
        <translation>打开选中的子图</translation>
    </message>
    <message>
        <source>double-click its card</source>
        <translation>双击其卡片</translation>
    </message>
    <message>
        <source>Select the next wire</source>
        <translation>选择下一条连线</translation>
    </message>
    <message>
        <source>Move the selected cards, else the view</source>
        <translation>移动所选卡片，没有选择时移动视图</translation>
    </message>
    <message>
        <source>Move them by little</source>
        <translation>小幅移动卡片</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>删除所选内容</translation>
    </message>
    <message>
        <source>Menu of what is selected</source>
        <translation>打开所选项的菜单</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Space and drag</source>
        <translation>空格加拖动</translation>
    </message>
    <message>
        <source>middle button</source>
        <translation>中键</translation>
    </message>
    <message>
        <source>two fingers</source>
        <translation>双指</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>pinch</source>
        <translation>双指捏合</translation>
    </message>
    <message>
        <source>Change a number on a card</source>
        <translation>修改卡片上的数字</translation>
    </message>
    <message>
        <source>drag sideways</source>
        <translation>横向拖动</translation>
    </message>
    <message>
        <source>Shift: finer</source>
        <translation>Shift：更精细</translation>
    </message>
    <message>
        <source>Ctrl: coarser</source>
        <translation>Ctrl：更粗略</translation>
    </message>
    <message>
        <source>Cancel, or select nothing</source>
        <translation>取消，或取消选择</translation>
    </message>
    <message>
        <source>The last card. Tab again leaves the canvas, Home goes to the first card.</source>
        <translation>已是最后一张卡片。再按 Tab 离开画布，按 Home 回到第一张卡片。</translation>
    </message>
    <message>
        <source>The first card. Shift+Tab again leaves the canvas, End goes to the last card.</source>
        <translation>已是第一张卡片。再按 Shift+Tab 离开画布，按 End 前往最后一张卡片。</translation>
    </message>
    <message>
        <source>The card has no free input.</source>
        <translation>这张卡片没有空闲的输入。</translation>
    </message>
    <message>
        <source>Move a dot</source>
        <translation>移动拐点</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>gradient back: {gradient}, largest {size}</source>
        <translation>传回的梯度：{gradient}，最大绝对值 {size}</translation>
    </message>
    <message>
        <source>Drag: move. Ctrl and drag: another wire. Double-click: remove</source>
        <translation>拖动：移动。按住 Ctrl 拖动：再拉出一条连线。双击：移除</translation>
    </message>
    <message>
        <source>free</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>No wire starts at this card.</source>
        <translation>没有连线可以从这张卡片引出。</translation>
    </message>
    <message>
        <source>{node}, port {port}: Enter connects</source>
        <translation>{node}，端口 {port}：按回车键连接</translation>
    </message>
    <message>
        <source>Both are inputs: a wire goes from an output to an input.</source>
        <translation>两端都是输入：连线要从输出连到输入。</translation>
    </message>
    <message>
        <source>Both are outputs: a wire goes from an output to an input.</source>
        <translation>两端都是输出：连线要从输出连到输入。</translation>
    </message>
    <message>
        <source>PyTorch will say: {error}</source>
        <translation>PyTorch 会报错：{error}</translation>
    </message>
    <message>
        <source>Takes the place of the wire from {node}.</source>
        <translation>将替换来自 {node} 的连线。</translation>
    </message>
    <message>
        <source>Makes another output of the subgraph.</source>
        <translation>为子图再添加一个输出。</translation>
    </message>
    <message>
        <source>Gives {title} another input, in all its instances.</source>
        <translation>为 {title} 再添加一个输入，对它的所有实例生效。</translation>
    </message>
    <message>
        <source>Gives {title} another output, in all its instances.</source>
        <translation>为 {title} 再添加一个输出，对它的所有实例生效。</translation>
    </message>
    <message>
        <source>Every input is taken: drop on a port to replace its wire.</source>
        <translation>输入都已连接：放到某个端口上可替换它的连线。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Remove a wire</source>
        <translation>移除连线</translation>
    </message>
    <message>
        <source>Title of the region</source>
        <translation>区域的标题</translation>
    </message>
    <message>
        <source>Rename the region</source>
        <translation>重命名区域</translation>
    </message>
    <message>
        <source>Put into a wire</source>
        <translation>插入连线</translation>
    </message>
    <message>
        <source>{node} is in {region} now</source>
        <translation>{node} 现在位于 {region} 中</translation>
    </message>
    <message>
        <source>{node} is no longer in {region}</source>
        <translation>{node} 已不在 {region} 中</translation>
    </message>
    <message>
        <source>Join dots</source>
        <translation>合并拐点</translation>
    </message>
    <message>
        <source>Add a dot</source>
        <translation>添加拐点</translation>
    </message>
    <message>
        <source>Remove a dot</source>
        <translation>移除拐点</translation>
    </message>
    <message>
        <source>Drag across the wires to cut; Esc cancels.</source>
        <translation>拖过要剪断的连线；按 Esc 取消。</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>修改 {node} 的 {field}</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>叶子节点</translation>
    </message>
    <message>
        <source>Double-click: rename</source>
        <translation>双击：重命名</translation>
    </message>
    <message>
        <source>Double-click: picture</source>
        <translation>双击：查看图像</translation>
    </message>
    <message>
        <source>Click: go to what it waits for</source>
        <translation>单击：跳到它所等待的卡片</translation>
    </message>
    <message>
        <source>Click: go to who has brought it about</source>
        <translation>单击：转到引起它的卡片</translation>
    </message>
    <message>
        <source>Click: requires_grad on or off</source>
        <translation>单击：切换 requires_grad</translation>
    </message>
    <message>
        <source>Click: type. Drag sideways: change it; Shift finer, Ctrl coarser</source>
        <translation>单击：输入。横向拖动：改变数值（Shift 更精细，Ctrl 更粗略）</translation>
    </message>
    <message>
        <source>Click: change</source>
        <translation>单击：修改</translation>
    </message>
    <message>
        <source>Click: type. Double-click: table</source>
        <translation>单击：输入。双击：打开表格</translation>
    </message>
    <message>
        <source>Resize the frame</source>
        <translation>调整框的大小</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>便签的文字</translation>
    </message>
    <message>
        <source># Title
**bold**, `code`, - list</source>
        <translation># 标题
**粗体**、`代码`、- 列表</translation>
    </message>
    <message>
        <source>Ctrl+Enter takes it over.</source>
        <translation>按 Ctrl+Enter 确认。</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写便签</translation>
    </message>
    <message>
        <source>Resize the note</source>
        <translation>调整便签的大小</translation>
    </message>
    <message>
        <source>{port} from {node}</source>
        <translation>{port} 来自 {node}</translation>
    </message>
    <message>
        <source>to {node}</source>
        <translation>送往 {node}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>New output</source>
        <translation>新建输出</translation>
    </message>
    <message>
        <source>New input</source>
        <translation>新建输入</translation>
    </message>
    <message>
        <source>Click: show the card</source>
        <translation>单击：显示该卡片</translation>
    </message>
    <message>
        <source>Click: go to step {step}</source>
        <translation>单击：转到第 {step} 步</translation>
    </message>
</context>
<context>
    <name>CanvasMenu</name>
    <message>
        <source>Backward from {node}…</source>
        <translation>从 {node} 反向传播…</translation>
    </message>
    <message>
        <source>Jacobian of {node}…</source>
        <translation>{node} 的雅可比矩阵…</translation>
    </message>
    <message>
        <source>Change requires_grad of {node}</source>
        <translation>更改 {node} 的 requires_grad</translation>
    </message>
    <message>
        <source>Select upstream</source>
        <translation>选择所有上游节点</translation>
    </message>
    <message>
        <source>Select downstream</source>
        <translation>选择所有下游节点</translation>
    </message>
    <message>
        <source>Add action</source>
        <translation>添加动作</translation>
    </message>
    <message>
        <source>Assign to {node}…</source>
        <translation>给 {node} 赋值…</translation>
    </message>
    <message>
        <source>Hook on {node}…</source>
        <translation>{node} 的钩子…</translation>
    </message>
    <message>
        <source>{node}.grad as a card…</source>
        <translation>把 {node}.grad 变成卡片…</translation>
    </message>
    <message>
        <source>Select source {node}</source>
        <translation>选择起点 {node}</translation>
    </message>
    <message>
        <source>Select target {node}</source>
        <translation>选择终点 {node}</translation>
    </message>
    <message>
        <source>Breakpoint on the wire</source>
        <translation>在连线上设断点</translation>
    </message>
    <message>
        <source>Breakpoints and watches</source>
        <translation>断点与监视</translation>
    </message>
    <message>
        <source>Breakpoint on {node}</source>
        <translation>在 {node} 上设断点</translation>
    </message>
    <message>
        <source>Breakpoint on {node} with a condition…</source>
        <translation>在 {node} 上设条件断点…</translation>
    </message>
    <message>
        <source>Stop when {node}.grad changes</source>
        <translation>{node}.grad 改变时停下</translation>
    </message>
    <message>
        <source>Watch {text}</source>
        <translation>监视 {text}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>not run</source>
        <translation>未执行</translation>
    </message>
    <message>
        <source>waits for its inputs</source>
        <translation>等待输入</translation>
    </message>
    <message>
        <source>saved tensors freed</source>
        <translation>保存的张量已释放</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>叶子节点</translation>
    </message>
    <message>
        <source>The tensors that this node saved for backward have been freed.</source>
        <translation>此节点为反向传播保存的张量已释放。</translation>
    </message>
    <message>
        <source>no gradient: {why}</source>
        <translation>无梯度：{why}</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>muted: not run</source>
        <translation>已禁用，不运行</translation>
    </message>
    <message>
        <source>not run: {node} is muted</source>
        <translation>未运行：{node} 已禁用</translation>
    </message>
    <message>
        <source>not run: {node} is bypassed</source>
        <translation>未运行：{node} 已旁路</translation>
    </message>
    <message>
        <source>caught: {error}</source>
        <translation>已捕获：{error}</translation>
    </message>
    <message>
        <source>subgraph</source>
        <translation>子图</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>not wired</source>
        <translation>未连线</translation>
    </message>
    <message>
        <source>outside it is {number}</source>
        <translation>外部填写的数：{number}</translation>
    </message>
    <message>
        <source>not wired outside</source>
        <translation>外部未连线</translation>
    </message>
    <message>
        <source>not wired: {ports}</source>
        <translation>未连线：{ports}</translation>
    </message>
    <message>
        <source>not written: {names}</source>
        <translation>未填写：{names}</translation>
    </message>
    <message>
        <source>note: {text}</source>
        <translation>便签：{text}</translation>
    </message>
    <message>
        <source>error: {message}</source>
        <translation>错误：{message}</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>值 {value}</translation>
    </message>
    <message>
        <source>leaf, requires grad</source>
        <translation>叶子节点，需要梯度</translation>
    </message>
    <message>
        <source>det = {number}</source>
        <translation>行列式 = {number}</translation>
    </message>
    <message>
        <source>{size}: no determinant</source>
        <translation>{size}：没有行列式</translation>
    </message>
    <message>
        <source>nothing passed on</source>
        <translation>没有传出的值</translation>
    </message>
    <message>
        <source>not wired inside</source>
        <translation>内部未连线</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>“{name}” is a keyword of Python and cannot be a name.</source>
        <translation>“{name}” 是 Python 的关键字，不能用作名称。</translation>
    </message>
    <message>
        <source>A name is made of letters, digits and _, and starts with no digit.</source>
        <translation>名称由字母、数字和 _ 组成，且不能以数字开头。</translation>
    </message>
    <message>
        <source>A number is needed here.</source>
        <translation>此处需要一个数。</translation>
    </message>
    <message>
        <source>A whole number is needed here.</source>
        <translation>此处需要一个整数。</translation>
    </message>
    <message>
        <source>A dimension is needed here: a whole number.</source>
        <translation>此处需要一个维度（整数）。</translation>
    </message>
    <message>
        <source>Dimensions are needed here, such as 0 or (0, 1).</source>
        <translation>此处需要维度，例如 0 或 (0, 1)。</translation>
    </message>
    <message>
        <source>A shape is needed here, such as (2, 3).</source>
        <translation>此处需要形状，例如 (2, 3)。</translation>
    </message>
    <message>
        <source>True or False is needed here.</source>
        <translation>此处需要 True 或 False。</translation>
    </message>
    <message>
        <source>A dtype is needed here, such as torch.float32.</source>
        <translation>此处需要 dtype，例如 torch.float32。</translation>
    </message>
    <message>
        <source>That is too large.</source>
        <translation>数值太大。</translation>
    </message>
    <message>
        <source>{message} (at character {place})</source>
        <translation>{message}（第 {place} 个字符）</translation>
    </message>
    <message>
        <source>A number of turns is needed here, or a list such as [0.1, 0.01].</source>
        <translation>此处需要循环次数，或列表，例如 [0.1, 0.01]。</translation>
    </message>
    <message>
        <source>The number cannot be negative.</source>
        <translation>这个数不能为负。</translation>
    </message>
</context>
<context>
    <name>CheckForm</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>It is an error if the test does not hold when it is reached. The words, which may be left out, say what is wrong.</source>
        <translation>运行到这里时，如果条件不成立就报错。说明可以省略，它指出错在哪里。</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>当时为</translation>
    </message>
    <message>
        <source>The code that was pasted went one of its ways because this test came out so. The run ends where it comes out otherwise, as the code would go another way.</source>
        <translation>粘贴的代码因为这个条件的结果走了其中一条路。结果不同时运行就到此为止，因为代码会走另一条路。</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Choose a node</source>
        <translation>选择节点</translation>
    </message>
    <message>
        <source>{node} (not there any more)</source>
        <translation>{node}（已不存在）</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>末尾</translation>
    </message>
    <message>
        <source>After {action}</source>
        <translation>在“{action}”之后</translation>
    </message>
    <message>
        <source>At the end of {loop}</source>
        <translation>在“{loop}”的末尾</translation>
    </message>
</context>
<context>
    <name>ClipboardCommands</name>
    <message>
        <source>Select the cards to copy.</source>
        <translation>请先选择要复制的卡片。</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>已复制：{what}</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Not pasted: {reason}</source>
        <translation>未粘贴：{reason}</translation>
    </message>
    <message>
        <source>not found, and so not wired: {names}</source>
        <translation>未找到，因此未接线：{names}</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select the cards to duplicate.</source>
        <translation>请先选择要创建副本的卡片。</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Added: {count}</source>
        <translation>已添加：{count} 张卡片</translation>
    </message>
</context>
<context>
    <name>CodeCommands</name>
    <message>
        <source>There is a draft in the code.</source>
        <translation>代码中有一份草稿。</translation>
    </message>
    <message>
        <source>It is not taken over into the graph, and is lost otherwise.</source>
        <translation>它还没有应用到计算图，否则将会丢失。</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The PyTorch code has been copied.</source>
        <translation>已复制 PyTorch 代码。</translation>
    </message>
    <message>
        <source>Save as Python</source>
        <translation>保存为 Python</translation>
    </message>
    <message>
        <source>Python script ({pattern})</source>
        <translation>Python 脚本（{pattern}）</translation>
    </message>
    <message>
        <source>Save as Jupyter notebook</source>
        <translation>保存为 Jupyter 笔记本</translation>
    </message>
    <message>
        <source>Jupyter notebook ({pattern})</source>
        <translation>Jupyter 笔记本（{pattern}）</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>PyTorch code ({pattern})</source>
        <translation>PyTorch 代码（{pattern}）</translation>
    </message>
    <message>
        <source>Open PyTorch code</source>
        <translation>打开 PyTorch 代码</translation>
    </message>
    <message>
        <source>{name} cannot be opened</source>
        <translation>无法打开 {name}</translation>
    </message>
    <message>
        <source>This code cannot be pasted</source>
        <translation>无法粘贴这段代码</translation>
    </message>
    <message>
        <source>This code makes no tensor.</source>
        <translation>这段代码没有产生张量。</translation>
    </message>
    <message>
        <source>Paste PyTorch code</source>
        <translation>粘贴 PyTorch 代码</translation>
    </message>
    <message>
        <source>Added: {count}</source>
        <translation>已添加：{count}</translation>
    </message>
    <message>
        <source>Reading the code…</source>
        <translation>正在读取代码…</translation>
    </message>
    <message>
        <source>The code fails: what comes after that line is left out</source>
        <translation>代码出错：该行之后的内容未读入</translation>
    </message>
    <message>
        <source>Cell {cell}, line {number}: {reason}</source>
        <translation>第 {cell} 个单元格，第 {number} 行：{reason}</translation>
    </message>
    <message>
        <source>Line {number}: {reason}</source>
        <translation>第 {number} 行：{reason}</translation>
    </message>
    <message>
        <source>This is no text in UTF-8.</source>
        <translation>这不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>This is no Jupyter notebook.</source>
        <translation>这不是 Jupyter 笔记本。</translation>
    </message>
</context>
<context>
    <name>CodeField</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Line {line}: {reason}</source>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>Not applied yet</source>
        <translation>尚未应用</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>PyTorch code</source>
        <translation>PyTorch 代码</translation>
    </message>
    <message>
        <source>After Esc, Tab leaves the code.</source>
        <translation>按 Esc 后，按 Tab 离开代码。</translation>
    </message>
    <message>
        <source>Assertions</source>
        <translation>断言</translation>
    </message>
    <message>
        <source>At the end, assert the values and gradients that the run left behind</source>
        <translation>在末尾断言运行后留下的值和梯度</translation>
    </message>
    <message>
        <source>For CUDA</source>
        <translation>用于 CUDA</translation>
    </message>
    <message>
        <source>Make every tensor on the graphics card</source>
        <translation>在显卡上创建每个张量</translation>
    </message>
    <message>
        <source>Switch Assertions and CUDA off to edit the code.</source>
        <translation>取消勾选断言和 CUDA 后才能编辑代码。</translation>
    </message>
    <message>
        <source>Line {number}: {reason}</source>
        <translation>第 {number} 行：{reason}</translation>
    </message>
    <message>
        <source>Taken over, all that comes after it would go from the graph.</source>
        <translation>如果应用，该行之后的内容都会从计算图中消失。</translation>
    </message>
    <message>
        <source>The graph was changed meanwhile. Your code is kept, and not taken over until you say so.</source>
        <translation>计算图在此期间已被修改。您的代码会保留，在您确认之前不会应用。</translation>
    </message>
    <message>
        <source>Until it can be read, the graph stays as it is.</source>
        <translation>在代码能够读懂之前，计算图保持不变。</translation>
    </message>
    <message>
        <source>Reading the code…</source>
        <translation>正在读取代码……</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Toggle comment</source>
        <translation>切换注释</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找……</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示卡片</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>放弃草稿</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation>排列(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Wires</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>新建窗口</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open in new window…</source>
        <translation>在新窗口中打开…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Unsaved work…</source>
        <translation>未保存的工作…</translation>
    </message>
    <message>
        <source>Examples…</source>
        <translation>示例…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open PyTorch code…</source>
        <translation>打开 PyTorch 代码…</translation>
    </message>
    <message>
        <source>Save as Python…</source>
        <translation>保存为 Python…</translation>
    </message>
    <message>
        <source>Save as Jupyter notebook…</source>
        <translation>保存为 Jupyter 笔记本…</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>导出图片…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the step as text</source>
        <translation>将此步复制为文本</translation>
    </message>
    <message>
        <source>Copy the step as LaTeX</source>
        <translation>将此步复制为 LaTeX</translation>
    </message>
    <message>
        <source>Copy as PyTorch code</source>
        <translation>复制为 PyTorch 代码</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste, keeping inputs</source>
        <translation>粘贴并保留输入</translation>
    </message>
    <message>
        <source>Paste PyTorch code</source>
        <translation>粘贴 PyTorch 代码</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate, keeping inputs</source>
        <translation>创建副本并保留输入</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Edit on the card</source>
        <translation>在卡片上编辑</translation>
    </message>
    <message>
        <source>Table…</source>
        <translation>表格…</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>图像…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Wrap in no_grad</source>
        <translation>放入 no_grad</translation>
    </message>
    <message>
        <source>Take out of no_grad</source>
        <translation>移出 no_grad</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>Find an operation</source>
        <translation>查找运算</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>命令面板…</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Delete and reconnect</source>
        <translation>删除并接通</translation>
    </message>
    <message>
        <source>Cut wires by a stroke</source>
        <translation>划线剪断连线</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连线</translation>
    </message>
    <message>
        <source>Add a dot to the wire</source>
        <translation>给连线添加拐点</translation>
    </message>
    <message>
        <source>Remove the wire’s dots</source>
        <translation>移除连线的拐点</translation>
    </message>
    <message>
        <source>Remove empty ports</source>
        <translation>移除空端口</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Fit selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Back to the last view</source>
        <translation>返回上一个视图</translation>
    </message>
    <message>
        <source>Forward to the next view</source>
        <translation>前往下一个视图</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>小地图</translation>
    </message>
    <message>
        <source>Breakpoints and watches</source>
        <translation>断点与监视</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减弱动画</translation>
    </message>
    <message>
        <source>Go to the canvas</source>
        <translation>转到画布</translation>
    </message>
    <message>
        <source>Autograd graph</source>
        <translation>autograd 计算图</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>PyTorch code</source>
        <translation>PyTorch 代码</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Full motion</source>
        <translation>完整动画</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前向传播</translation>
    </message>
    <message>
        <source>Backward…</source>
        <translation>反向传播…</translation>
    </message>
    <message>
        <source>Zero grad</source>
        <translation>梯度清零</translation>
    </message>
    <message>
        <source>Zero grad, keeping zeros</source>
        <translation>梯度清零（保留全零张量）</translation>
    </message>
    <message>
        <source>Jacobian…</source>
        <translation>雅可比矩阵…</translation>
    </message>
    <message>
        <source>v·J workbench…</source>
        <translation>v·J 工作台…</translation>
    </message>
    <message>
        <source>Prove the gradients…</source>
        <translation>验证梯度…</translation>
    </message>
    <message>
        <source>Keep this run to compare</source>
        <translation>保留这次运行以供比较</translation>
    </message>
    <message>
        <source>With the run that was kept…</source>
        <translation>与保留的运行…</translation>
    </message>
    <message>
        <source>With the run before the last edit…</source>
        <translation>与上次编辑之前的运行…</translation>
    </message>
    <message>
        <source>With a file…</source>
        <translation>与文件…</translation>
    </message>
    <message>
        <source>Gradient into a card…</source>
        <translation>把梯度放进卡片…</translation>
    </message>
    <message>
        <source>.grad as a card…</source>
        <translation>把 .grad 变成卡片…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>赋值…</translation>
    </message>
    <message>
        <source>Set requires_grad…</source>
        <translation>设置 requires_grad…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Repeat…</source>
        <translation>循环…</translation>
    </message>
    <message>
        <source>Apply the first remedy</source>
        <translation>应用第一个修复办法</translation>
    </message>
    <message>
        <source>Remove last action</source>
        <translation>移除最后一个动作</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>断点</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Play backwards</source>
        <translation>倒放</translation>
    </message>
    <message>
        <source>Next phase</source>
        <translation>下一阶段</translation>
    </message>
    <message>
        <source>Previous phase</source>
        <translation>上一阶段</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>下一个动作</translation>
    </message>
    <message>
        <source>Previous action</source>
        <translation>上一个动作</translation>
    </message>
    <message>
        <source>Next iteration</source>
        <translation>下一轮迭代</translation>
    </message>
    <message>
        <source>Previous iteration</source>
        <translation>上一轮迭代</translation>
    </message>
    <message>
        <source>Go to start</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Go to end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加快</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>减慢</translation>
    </message>
    <message>
        <source>Play in a loop</source>
        <translation>循环播放</translation>
    </message>
    <message>
        <source>Run to the next breakpoint</source>
        <translation>运行到下一个断点</translation>
    </message>
    <message>
        <source>Run back to the breakpoint before</source>
        <translation>退回到上一个断点</translation>
    </message>
    <message>
        <source>Breakpoint on the selection</source>
        <translation>在所选处设断点</translation>
    </message>
    <message>
        <source>Breakpoint with a condition…</source>
        <translation>条件断点…</translation>
    </message>
    <message>
        <source>Stop when the selected .grad changes</source>
        <translation>所选卡片的 .grad 改变时停下</translation>
    </message>
    <message>
        <source>Stop at the first NaN or Inf</source>
        <translation>在第一个 NaN 或 Inf 处停下</translation>
    </message>
    <message>
        <source>Remove all breakpoints</source>
        <translation>移除所有断点</translation>
    </message>
    <message>
        <source>Watch…</source>
        <translation>监视…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About GradCanvas</source>
        <translation>关于 GradCanvas</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>All that leads here</source>
        <translation>上游全部</translation>
    </message>
    <message>
        <source>All that follows from here</source>
        <translation>下游全部</translation>
    </message>
    <message>
        <source>All on the way between</source>
        <translation>两者之间的通路</translation>
    </message>
    <message>
        <source>Collapse to the header</source>
        <translation>折叠为标题</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>禁用</translation>
    </message>
    <message>
        <source>No colour</source>
        <translation>无颜色</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Left sides</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Middles, in a column</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Right sides</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Tops</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Middles, in a row</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Bottoms</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Equal gaps in a row</source>
        <translation>横向等距</translation>
    </message>
    <message>
        <source>Equal gaps in a column</source>
        <translation>纵向等距</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Frame with a title</source>
        <translation>加标题框</translation>
    </message>
    <message>
        <source>Larger frame</source>
        <translation>放大框</translation>
    </message>
    <message>
        <source>Smaller frame</source>
        <translation>缩小框</translation>
    </message>
    <message>
        <source>Snap to the grid</source>
        <translation>吸附到网格</translation>
    </message>
    <message>
        <source>Snap to other cards</source>
        <translation>吸附到其他卡片</translation>
    </message>
    <message>
        <source>Subgraph</source>
        <translation>子图</translation>
    </message>
    <message>
        <source>Fold into a subgraph</source>
        <translation>折叠为子图</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开子图</translation>
    </message>
    <message>
        <source>Open subgraph</source>
        <translation>打开子图</translation>
    </message>
    <message>
        <source>Leave subgraph</source>
        <translation>离开子图</translation>
    </message>
    <message>
        <source>Go to where the step is</source>
        <translation>前往该步所在处</translation>
    </message>
    <message>
        <source>Rename subgraph…</source>
        <translation>重命名子图…</translation>
    </message>
    <message>
        <source>Make independent of its twins</source>
        <translation>与其他实例脱离</translation>
    </message>
    <message>
        <source>Insert another instance</source>
        <translation>插入另一个实例</translation>
    </message>
    <message>
        <source>Add an input</source>
        <translation>添加输入</translation>
    </message>
    <message>
        <source>Add an output</source>
        <translation>添加输出</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Keep a gradient (retain_grad)…</source>
        <translation>保留梯度（retain_grad）…</translation>
    </message>
    <message>
        <source>Hook…</source>
        <translation>钩子…</translation>
    </message>
    <message>
        <source>Remove a hook…</source>
        <translation>移除钩子…</translation>
    </message>
    <message>
        <source>Check (assert)…</source>
        <translation>检查（assert）…</translation>
    </message>
    <message>
        <source>If…</source>
        <translation>条件（if）…</translation>
    </message>
    <message>
        <source>Try…</source>
        <translation>捕获错误（try）…</translation>
    </message>
    <message>
        <source>Training loop…</source>
        <translation>训练循环…</translation>
    </message>
    <message>
        <source>Optimizer…</source>
        <translation>优化器…</translation>
    </message>
    <message>
        <source>Optimizer step…</source>
        <translation>优化器更新…</translation>
    </message>
    <message>
        <source>Python value…</source>
        <translation>Python 值…</translation>
    </message>
    <message>
        <source>Seed…</source>
        <translation>随机种子…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Before → after</source>
        <translation>之前 → 之后</translation>
    </message>
    <message>
        <source>the card itself</source>
        <translation>卡片本身</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>how it ran</source>
        <translation>运行状态</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>wired otherwise</source>
        <translation>连线不同</translation>
    </message>
    <message>
        <source>only after</source>
        <translation>仅之后有</translation>
    </message>
    <message>
        <source>only before</source>
        <translation>仅之前有</translation>
    </message>
    <message>
        <source>rounding, up to {size}</source>
        <translation>舍入，最多 {size}</translation>
    </message>
    <message>
        <source>up to {size}</source>
        <translation>最多 {size}</translation>
    </message>
    <message>
        <source>Nothing differs, in values, gradients and facts.</source>
        <translation>值、梯度和各项属性都没有不同。</translation>
    </message>
    <message>
        <source>Cards that differ: {cards}, in {count} places</source>
        <translation>不同的卡片：{cards} 张，共 {count} 处</translation>
    </message>
    <message>
        <source>{text}, {rounding} of them by rounding only</source>
        <translation>{text}，其中 {rounding} 处只是舍入误差</translation>
    </message>
    <message>
        <source>{text}.</source>
        <translation>{text}。</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>Compare two runs</source>
        <translation>比较两次运行</translation>
    </message>
    <message>
        <source>Both at the same step</source>
        <translation>两者取同一步</translation>
    </message>
    <message>
        <source>Otherwise the run before stays where it was kept.</source>
        <translation>否则，之前的运行停在保留时的位置。</translation>
    </message>
    <message>
        <source>Leave out what differs by rounding only</source>
        <translation>略去仅因舍入而不同的</translation>
    </message>
    <message>
        <source>Mark on the canvas</source>
        <translation>在画布上标出</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示卡片</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>{title}, step {step} / {count}</source>
        <translation>{title}，第 {step} / {count} 步</translation>
    </message>
    <message>
        <source>the graph as it is now</source>
        <translation>现在的图</translation>
    </message>
    <message>
        <source>… and {count} more cards</source>
        <translation>……另有 {count} 张卡片</translation>
    </message>
    <message>
        <source>That card is not in the graph any more.</source>
        <translation>这张卡片已不在图中。</translation>
    </message>
    <message>
        <source>The comparison has been copied.</source>
        <translation>比较结果已复制。</translation>
    </message>
</context>
<context>
    <name>Costs</name>
    <message>
        <source>Passes</source>
        <translation>遍数</translation>
    </message>
    <message>
        <source>Nodes executed</source>
        <translation>执行的 Node</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Gradients at one Node</source>
        <translation>单个 Node 处的梯度</translation>
    </message>
    <message>
        <source>J, row by row</source>
        <translation>逐行求 J</translation>
    </message>
    <message>
        <source>One backward with v</source>
        <translation>以 v 反向传播一次</translation>
    </message>
    <message>
        <source>H, row by row</source>
        <translation>逐行求 H</translation>
    </message>
    <message>
        <source>Backward never builds J: it carries v through the graph, one Node after the other, in one pass, whatever the number of rows. J takes a pass for each of its {rows} rows.</source>
        <translation>反向传播从不构造 J：无论 J 有多少行，它只用一遍，把 v 沿计算图逐个 Node 传回去。而求 J 要对它的 {rows} 行各做一遍。</translation>
    </message>
    <message>
        <source>The output has one element, so J has one row: it is the gradient, which one backward brings.</source>
        <translation>输出只有一个元素，所以 J 只有一行：它就是梯度，反向传播一次即得。</translation>
    </message>
    <message>
        <source>The whole of J would take {size}.</source>
        <translation>完整的 J 要占 {size}。</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>A fault in GradCanvas</source>
        <translation>GradCanvas 发生故障</translation>
    </message>
    <message>
        <source>Something went wrong in the program. Your work is still open.</source>
        <translation>程序出了错。您的工作仍处于打开状态。</translation>
    </message>
    <message>
        <source>Save it, and start again if the window behaves oddly.</source>
        <translation>请先保存；如果窗口行为异常，请重新启动程序。</translation>
    </message>
    <message>
        <source>A copy is in {path}.</source>
        <translation>副本保存在 {path}。</translation>
    </message>
    <message>
        <source>The log is {path}.</source>
        <translation>日志文件是 {path}。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Watches</source>
        <translation>监视</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>Edit code</source>
        <translation>编辑代码</translation>
    </message>
</context>
<context>
    <name>DraftBar</name>
    <message>
        <source>Take over</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Make the graph what the code says (Ctrl+Return)</source>
        <translation>让计算图与代码一致（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Show the code of the graph again (Esc)</source>
        <translation>重新显示计算图的代码（Esc）</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>So many files are not opened at once.</source>
        <translation>一次打不开这么多文件。</translation>
    </message>
    <message>
        <source>{name} has too many numbers for a card.</source>
        <translation>{name} 中的数太多，一张卡片放不下。</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
</context>
<context>
    <name>EmptyHint</name>
    <message>
        <source>Double-click, or press Space, to add a card.</source>
        <translation>双击或按空格键添加卡片。</translation>
    </message>
    <message>
        <source>An operation, a number, a list or an expression: relu, 3, [1, 2; 3, 4], w = randn(2, 3).</source>
        <translation>运算、数字、列表或表达式均可：relu、3、[1, 2; 3, 4]、w = randn(2, 3)。</translation>
    </message>
    <message>
        <source>On a card, W draws a wire from it, I adds what feeds it.</source>
        <translation>在卡片上，按 W 从它引出连线，按 I 添加它的输入。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>the gradient is None: there is nothing to change</source>
        <translation>梯度为 None，没有可更改的内容</translation>
    </message>
    <message>
        <source>not a graph file: &quot;format&quot; is not &quot;{format}&quot;</source>
        <translation>不是计算图文件：“format”不是“{format}”</translation>
    </message>
    <message>
        <source>written by a newer program (version {version}; this one reads up to {known})</source>
        <translation>由更新版本的程序写成（版本 {version}，本程序最高支持版本 {known}）</translation>
    </message>
    <message>
        <source>&apos;{node}&apos; has no output &apos;{port}&apos;</source>
        <translation>“{node}”没有输出“{port}”</translation>
    </message>
    <message>
        <source>the id &apos;{name}&apos; is there twice</source>
        <translation>id“{name}”出现了两次</translation>
    </message>
    <message>
        <source>a cycle: {path}</source>
        <translation>存在环：{path}</translation>
    </message>
    <message>
        <source>not a graph file: it is empty</source>
        <translation>不是计算图文件：文件为空</translation>
    </message>
    <message>
        <source>a whole number from 1 is needed</source>
        <translation>需要不小于 1 的整数</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>需要一个整数</translation>
    </message>
    <message>
        <source>the code could not be read: this is a fault of the program</source>
        <translation>无法读取代码：这是程序的错误</translation>
    </message>
    <message>
        <source>this takes longer than {count} seconds</source>
        <translation>所需时间超过 {count} 秒</translation>
    </message>
    <message>
        <source>{text} is {value} now: your code would go another way. Trace it again.</source>
        <translation>{text} 现在为 {value}：您的代码会走另一条路。请重新读入代码。</translation>
    </message>
    <message>
        <source>{name} has no backward</source>
        <translation>{name} 没有 backward</translation>
    </message>
    <message>
        <source>{what} cannot be used here</source>
        <translation>这里不能使用 {what}</translation>
    </message>
    <message>
        <source>forward of {name} gives something that is no tensor</source>
        <translation>{name} 的 forward 返回了不是张量的东西</translation>
    </message>
    <message>
        <source>write the tuple that forward of {name} gives behind return</source>
        <translation>请把 {name} 的 forward 返回的元组直接写在 return 之后</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>the class must be derived from torch.autograd.Function</source>
        <translation>类必须继承自 torch.autograd.Function</translation>
    </message>
    <message>
        <source>the class must stand at the end</source>
        <translation>类必须放在最后</translation>
    </message>
    <message>
        <source>forward takes arguments by their place only</source>
        <translation>forward 只接受按位置给出的参数</translation>
    </message>
    <message>
        <source>only definitions and imports can stand here</source>
        <translation>这里只能有定义和导入</translation>
    </message>
    <message>
        <source>forward must take ctx first</source>
        <translation>forward 的第一个参数必须是 ctx</translation>
    </message>
    <message>
        <source>{operation} would take too long here</source>
        <translation>{operation} 在这里耗时太长</translation>
    </message>
    <message>
        <source>this is no graph of networkx: {error}</source>
        <translation>这不是 networkx 的图：{error}</translation>
    </message>
    <message>
        <source>a text is needed</source>
        <translation>需要文本</translation>
    </message>
    <message>
        <source>a list is needed</source>
        <translation>需要一个列表</translation>
    </message>
    <message>
        <source>no function &apos;{name}&apos;</source>
        <translation>没有函数“{name}”</translation>
    </message>
    <message>
        <source>not a graph file: line {line}, column {column}: {reason}</source>
        <translation>不是计算图文件：第 {line} 行第 {column} 列：{reason}</translation>
    </message>
    <message>
        <source>unexpected character</source>
        <translation>此处不应有这个字符</translation>
    </message>
    <message>
        <source>this is no number</source>
        <translation>这不是数字</translation>
    </message>
    <message>
        <source>something follows where the file should end</source>
        <translation>文件应在此结束，后面却还有内容</translation>
    </message>
    <message>
        <source>a comma before a closing bracket</source>
        <translation>右括号前多了一个逗号</translation>
    </message>
    <message>
        <source>a name in quotation marks is needed</source>
        <translation>此处需要带引号的名称</translation>
    </message>
    <message>
        <source>a colon is needed</source>
        <translation>此处需要冒号</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is needed</source>
        <translation>此处需要逗号或右括号</translation>
    </message>
    <message>
        <source>no character is written in this way</source>
        <translation>没有字符是这样写的</translation>
    </message>
    <message>
        <source>half of a character</source>
        <translation>只有半个字符</translation>
    </message>
    <message>
        <source>not a graph file: it is compressed ({kind})</source>
        <translation>不是计算图文件：它是压缩文件（{kind}）</translation>
    </message>
    <message>
        <source>not a graph file: it is no text</source>
        <translation>不是计算图文件：它不是文本</translation>
    </message>
    <message>
        <source>git has left marks of a merge there, of which one side has to be chosen</source>
        <translation>git 在此留下了合并冲突标记，需要从两边选择其一</translation>
    </message>
    <message>
        <source>it ends in the middle</source>
        <translation>文件在中途结束</translation>
    </message>
    <message>
        <source>this is no UTF-8</source>
        <translation>这不是 UTF-8 编码</translation>
    </message>
    <message>
        <source>a number that is too large</source>
        <translation>数字太大</translation>
    </message>
    <message>
        <source>nothing comes out of it</source>
        <translation>从中读不到任何内容</translation>
    </message>
    <message>
        <source>the code of {op} cannot be read: {reason}</source>
        <translation>{op} 的代码无法读取：{reason}</translation>
    </message>
    <message>
        <source>unknown operation &apos;{op}&apos;</source>
        <translation>未知运算“{op}”</translation>
    </message>
    <message>
        <source>the results of all nodes would take {size} GB; the limit is {limit} GB</source>
        <translation>所有节点的结果将占用 {size} GB；上限为 {limit} GB</translation>
    </message>
    <message>
        <source>this is no Jupyter notebook</source>
        <translation>这不是 Jupyter 笔记本</translation>
    </message>
    <message>
        <source>the optimizer has no such option</source>
        <translation>优化器没有这个选项</translation>
    </message>
    <message>
        <source>gradcheck takes at most {count} elements here</source>
        <translation>gradcheck 在这里最多接受 {count} 个元素</translation>
    </message>
    <message>
        <source>more than {count} results</source>
        <translation>结果多于 {count} 个</translation>
    </message>
    <message>
        <source>lists hold more than {count} elements</source>
        <translation>列表中的元素多于 {count} 个</translation>
    </message>
    <message>
        <source>a tensor of {count} dimensions is too long</source>
        <translation>{count} 维的张量太长</translation>
    </message>
    <message>
        <source>an integer that is a key has at most {count} bits</source>
        <translation>作为键的整数最多 {count} 位（二进制）</translation>
    </message>
    <message>
        <source>lists are nested too deeply</source>
        <translation>列表嵌套过深</translation>
    </message>
    <message>
        <source>no frame &apos;{name}&apos;</source>
        <translation>没有框“{name}”</translation>
    </message>
    <message>
        <source>{op} has no parameter &apos;{name}&apos;</source>
        <translation>{op} 没有参数“{name}”</translation>
    </message>
    <message>
        <source>no node &apos;{name}&apos;</source>
        <translation>没有节点“{name}”</translation>
    </message>
    <message>
        <source>port &apos;{port}&apos; of &apos;{node}&apos; has a wire already</source>
        <translation>“{node}”的端口“{port}”已有连线</translation>
    </message>
    <message>
        <source>&apos;{node}&apos; is a leaf and takes no wire</source>
        <translation>“{node}”是叶子节点，不接受连线</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>larger than {size} MB</source>
        <translation>大于 {size} MB</translation>
    </message>
    <message>
        <source>not a graph file: {error}</source>
        <translation>不是计算图文件：{error}</translation>
    </message>
    <message>
        <source>not understood: {error}</source>
        <translation>无法理解：{error}</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>too much code</source>
        <translation>代码过多</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>the graph is too large</source>
        <translation>计算图过大</translation>
    </message>
    <message>
        <source>that integer is too large</source>
        <translation>该整数过大</translation>
    </message>
    <message>
        <source>that number is too long</source>
        <translation>该数字过长</translation>
    </message>
    <message>
        <source>that text is too long</source>
        <translation>该文本过长</translation>
    </message>
    <message>
        <source>that text is too wide</source>
        <translation>该文本过宽</translation>
    </message>
    <message>
        <source>the gradient must be a tensor</source>
        <translation>梯度必须是张量</translation>
    </message>
    <message>
        <source>relative imports cannot be used here</source>
        <translation>这里不能使用相对导入</translation>
    </message>
    <message>
        <source>import each name, not *</source>
        <translation>请逐个导入名称，不要用 *</translation>
    </message>
    <message>
        <source>a bare raise cannot be used here</source>
        <translation>这里不能使用不带异常的 raise</translation>
    </message>
    <message>
        <source>print takes sep and end here</source>
        <translation>这里的 print 只接受 sep 和 end</translation>
    </message>
    <message>
        <source>print in a hook takes no sep and no end here</source>
        <translation>钩子中的 print 不接受 sep 和 end</translation>
    </message>
    <message>
        <source>the seed is a number here</source>
        <translation>这里的种子必须是数字</translation>
    </message>
    <message>
        <source>there is no device but the CPU here</source>
        <translation>这里除 CPU 外没有其他设备</translation>
    </message>
    <message>
        <source>a list cannot hold itself here</source>
        <translation>这里的列表不能包含自身</translation>
    </message>
    <message>
        <source>only numbers and texts can be keys here</source>
        <translation>这里只有数字和文本可以作键</translation>
    </message>
    <message>
        <source>only names and items of lists can be deleted</source>
        <translation>只能删除名称和列表元素</translation>
    </message>
    <message>
        <source>only +=, -=, *= and /= can be used here</source>
        <translation>这里只能使用 +=、-=、*= 和 /=</translation>
    </message>
    <message>
        <source>only no_grad, enable_grad and suppress can follow &apos;with&apos;</source>
        <translation>with 之后只能是 no_grad、enable_grad 和 suppress</translation>
    </message>
    <message>
        <source>only no_grad, enable_grad, staticmethod and property can decorate a function here</source>
        <translation>这里的函数只能用 no_grad、enable_grad、staticmethod 和 property 装饰</translation>
    </message>
    <message>
        <source>tensors cannot be compared in this way</source>
        <translation>张量不能这样比较</translation>
    </message>
    <message>
        <source>a tensor is used that no operation has made</source>
        <translation>用到了一个不是由任何运算产生的张量</translation>
    </message>
    <message>
        <source>what this hook computes cannot be said in one expression</source>
        <translation>这个钩子的计算无法写成一个表达式</translation>
    </message>
    <message>
        <source>a hook can be removed only beside where it was registered</source>
        <translation>钩子只能在注册它的同一处移除</translation>
    </message>
    <message>
        <source>classes have no keywords and no decorators here</source>
        <translation>这里的类不能有关键字参数和装饰器</translation>
    </message>
    <message>
        <source>a class can be derived from nn.Module here, or from one of yours</source>
        <translation>这里的类可以继承 nn.Module 或您自己的类</translation>
    </message>
    <message>
        <source>isinstance cannot tell this kind</source>
        <translation>isinstance 无法判断这种类型</translation>
    </message>
    <message>
        <source>inplace=True of a layer cannot be read yet</source>
        <translation>暂时还不能读取层的 inplace=True</translation>
    </message>
    <message>
        <source>nn.Parameter needs a tensor here</source>
        <translation>这里的 nn.Parameter 需要张量</translation>
    </message>
    <message>
        <source>NumPy takes numbers and arrays here</source>
        <translation>这里的 NumPy 只接受数字和数组</translation>
    </message>
    <message>
        <source>an array holds numbers here</source>
        <translation>这里的数组只能存放数字</translation>
    </message>
    <message>
        <source>this operator cannot be used with arrays here</source>
        <translation>这个运算符在这里不能用于数组</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be assigned to</source>
        <translation>不能给“{name}”赋值</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be read here</source>
        <translation>这里不能读取“{name}”</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be used here</source>
        <translation>这里不能使用“{name}”</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be used in a snippet</source>
        <translation>代码片段中不能使用“{name}”</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot stand in a class here</source>
        <translation>这里的类中不能有“{name}”</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; of a tensor cannot be assigned to</source>
        <translation>不能给张量的“{name}”赋值</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; stands outside</source>
        <translation>“{name}”出现在不该出现的位置</translation>
    </message>
    <message>
        <source>&apos;{name}&apos;: names that begin with two underscores cannot be used</source>
        <translation>“{name}”：不能使用以两个下划线开头的名称</translation>
    </message>
    <message>
        <source>no binding for nonlocal &apos;{name}&apos; found</source>
        <translation>找不到 nonlocal“{name}”的绑定</translation>
    </message>
    <message>
        <source>more than {count} elements</source>
        <translation>超过 {count} 个元素</translation>
    </message>
    <message>
        <source>more than {count} elements in an index</source>
        <translation>索引中超过 {count} 个元素</translation>
    </message>
    <message>
        <source>more than {count} calls within each other</source>
        <translation>嵌套调用超过 {count} 层</translation>
    </message>
    <message>
        <source>more than {count} operations and actions</source>
        <translation>超过 {count} 个运算和动作</translation>
    </message>
    <message>
        <source>more than {count} characters are printed</source>
        <translation>打印超过 {count} 个字符</translation>
    </message>
    <message>
        <source>an array has more than {count} elements</source>
        <translation>数组超过 {count} 个元素</translation>
    </message>
    <message>
        <source>the tensors take more than {count} MB</source>
        <translation>张量占用超过 {count} MB</translation>
    </message>
    <message>
        <source>the layers have more than {count} parameters</source>
        <translation>各层的参数超过 {count} 个</translation>
    </message>
    <message>
        <source>the snippet runs for too long: more than {count} parts of code</source>
        <translation>代码片段运行过久：超过 {count} 个代码单元</translation>
    </message>
    <message>
        <source>the snippet computes for longer than {count} seconds</source>
        <translation>代码片段的计算超过 {count} 秒</translation>
    </message>
    <message>
        <source>a comprehension has more than {count} turns</source>
        <translation>推导式循环超过 {count} 次</translation>
    </message>
    <message>
        <source>nn.{name} cannot be read yet</source>
        <translation>暂时还不能读取 nn.{name}</translation>
    </message>
    <message>
        <source>torch.nn.{name} cannot be used in a snippet</source>
        <translation>代码片段中不能使用 torch.nn.{name}</translation>
    </message>
    <message>
        <source>torch.optim.{name} cannot be read yet: {others} can</source>
        <translation>暂时还不能读取 torch.optim.{name}，可以使用 {others}</translation>
    </message>
    <message>
        <source>torch.{name} cannot be used in a snippet</source>
        <translation>代码片段中不能使用 torch.{name}</translation>
    </message>
    <message>
        <source>{name} cannot be imported here: torch, math and some of numpy can</source>
        <translation>这里不能导入 {name}，可以导入 torch、math 和 numpy 的一部分</translation>
    </message>
    <message>
        <source>{name} of {owner} cannot be written down: {value}</source>
        <translation>{owner} 的 {name} 无法写下来：{value}</translation>
    </message>
    <message>
        <source>{name} of a module cannot be read yet</source>
        <translation>暂时还不能读取模块的 {name}</translation>
    </message>
    <message>
        <source>{name} with a generator cannot be read yet</source>
        <translation>暂时还不能读取带生成器的 {name}</translation>
    </message>
    <message>
        <source>{name} cannot be used in a snippet</source>
        <translation>代码片段中不能使用 {name}</translation>
    </message>
    <message>
        <source>{name} cannot be written down</source>
        <translation>{name} 无法写下来</translation>
    </message>
    <message>
        <source>{name} cannot be read yet</source>
        <translation>暂时还不能读取 {name}</translation>
    </message>
    <message>
        <source>{name} has no forward</source>
        <translation>{name} 没有 forward</translation>
    </message>
    <message>
        <source>{name} takes tensors here</source>
        <translation>这里的 {name} 需要张量</translation>
    </message>
    <message>
        <source>{name} values cannot be used here</source>
        <translation>这里不能使用 {name} 类型的值</translation>
    </message>
    <message>
        <source>invalid syntax</source>
        <translation>语法错误</translation>
    </message>
    <message>
        <source>invalid syntax. Perhaps you forgot a comma?</source>
        <translation>语法错误，是不是漏了逗号？</translation>
    </message>
    <message>
        <source>invalid syntax. Maybe you meant &apos;==&apos; or &apos;:=&apos; instead of &apos;=&apos;?</source>
        <translation>语法错误，“=”是不是应为“==”或“:=”？</translation>
    </message>
    <message>
        <source>&apos;{sign}&apos; was never closed</source>
        <translation>“{sign}”没有闭合</translation>
    </message>
    <message>
        <source>unmatched &apos;{sign}&apos;</source>
        <translation>“{sign}”没有匹配的括号</translation>
    </message>
    <message>
        <source>closing parenthesis &apos;{sign}&apos; does not match opening parenthesis &apos;{other}&apos;</source>
        <translation>右括号“{sign}”与左括号“{other}”不匹配</translation>
    </message>
    <message>
        <source>closing parenthesis &apos;{sign}&apos; does not match opening parenthesis &apos;{other}&apos; on line {line}</source>
        <translation>右括号“{sign}”与第 {line} 行的左括号“{other}”不匹配</translation>
    </message>
    <message>
        <source>unterminated string literal (detected at line {line})</source>
        <translation>字符串没有结束（在第 {line} 行发现）</translation>
    </message>
    <message>
        <source>unterminated triple-quoted string literal (detected at line {line})</source>
        <translation>三引号字符串没有结束（在第 {line} 行发现）</translation>
    </message>
    <message>
        <source>expected &apos;:&apos;</source>
        <translation>此处应有“:”</translation>
    </message>
    <message>
        <source>expected &apos;{sign}&apos;</source>
        <translation>此处应有“{sign}”</translation>
    </message>
    <message>
        <source>expected an indented block after &apos;{word}&apos; statement on line {line}</source>
        <translation>第 {line} 行的“{word}”语句之后应有缩进的代码块</translation>
    </message>
    <message>
        <source>expected an indented block after function definition on line {line}</source>
        <translation>第 {line} 行的函数定义之后应有缩进的代码块</translation>
    </message>
    <message>
        <source>expected an indented block after class definition on line {line}</source>
        <translation>第 {line} 行的类定义之后应有缩进的代码块</translation>
    </message>
    <message>
        <source>unexpected indent</source>
        <translation>缩进多余</translation>
    </message>
    <message>
        <source>unindent does not match any outer indentation level</source>
        <translation>缩进与外层的任何一级都不一致</translation>
    </message>
    <message>
        <source>unexpected EOF while parsing</source>
        <translation>代码意外结束</translation>
    </message>
    <message>
        <source>cannot assign to {what} here. Maybe you meant &apos;==&apos; instead of &apos;=&apos;?</source>
        <translation>这里不能给 {what} 赋值，“=”是不是应为“==”？</translation>
    </message>
    <message>
        <source>cannot assign to {what}</source>
        <translation>不能给 {what} 赋值</translation>
    </message>
    <message>
        <source>invalid decimal literal</source>
        <translation>数字写法有误</translation>
    </message>
    <message>
        <source>unexpected character after line continuation character</source>
        <translation>续行符之后有多余的字符</translation>
    </message>
    <message>
        <source>positional argument follows keyword argument</source>
        <translation>位置参数不能在关键字参数之后</translation>
    </message>
    <message>
        <source>Missing parentheses in call to &apos;print&apos;. Did you mean print(...)?</source>
        <translation>调用 print 缺少括号，是不是应为 print(...)？</translation>
    </message>
    <message>
        <source>more than {count} characters printed</source>
        <translation>打印超过 {count} 个字符</translation>
    </message>
    <message>
        <source>the text on the clipboard is larger than {size} MB</source>
        <translation>剪贴板上的文本超过 {size} MB</translation>
    </message>
    <message>
        <source>the graph on the clipboard is cut off or was changed</source>
        <translation>剪贴板上的计算图不完整或已被改动</translation>
    </message>
    <message>
        <source>the graph on the clipboard lies out of reach</source>
        <translation>剪贴板上的计算图位置超出范围</translation>
    </message>
    <message>
        <source>the graph on the clipboard has no nodes</source>
        <translation>剪贴板上的计算图没有节点</translation>
    </message>
    <message>
        <source>there is nothing on the clipboard that makes a graph or a tensor</source>
        <translation>剪贴板上没有可以成为计算图或张量的内容</translation>
    </message>
    <message>
        <source>no definition &apos;{name}&apos;</source>
        <translation>没有定义 &apos;{name}&apos;</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; would be taken for a path</source>
        <translation>&apos;{name}&apos; 会被当作路径</translation>
    </message>
    <message>
        <source>the subgraph &apos;{name}&apos; holds itself</source>
        <translation>子图 &apos;{name}&apos; 包含自身</translation>
    </message>
    <message>
        <source>the subgraphs hold more than {count} nodes</source>
        <translation>各子图共有超过 {count} 个节点</translation>
    </message>
    <message>
        <source>a port belongs into a definition</source>
        <translation>端口只能在子图的定义中</translation>
    </message>
    <message>
        <source>the frame lies within itself</source>
        <translation>框包含了自身</translation>
    </message>
    <message>
        <source>this is a device</source>
        <translation>这是一个设备文件</translation>
    </message>
    <message>
        <source>a number of 64 bits is needed</source>
        <translation>需要 64 位的数</translation>
    </message>
    <message>
        <source>an id is needed</source>
        <translation>需要一个 id</translation>
    </message>
    <message>
        <source>{op} has no port &apos;{port}&apos;</source>
        <translation>{op} 没有端口“{port}”</translation>
    </message>
    <message>
        <source>this node of the file could not be read; its data is kept</source>
        <translation>文件中的这个节点无法读出；它的数据保留着</translation>
    </message>
    <message>
        <source>{name}.grad is None: there is nothing to read</source>
        <translation>{name}.grad 是 None：没有可读取的内容</translation>
    </message>
    <message>
        <source>there is no such hook</source>
        <translation>没有这个钩子</translation>
    </message>
    <message>
        <source>a number, a text or a list is needed here, not {kind}</source>
        <translation>这里需要数、文本或列表，而不是 {kind}</translation>
    </message>
    <message>
        <source>there is no optimizer &apos;{name}&apos; here</source>
        <translation>这里没有优化器“{name}”</translation>
    </message>
    <message>
        <source>there is no optimizer called {name}</source>
        <translation>没有名为 {name} 的优化器</translation>
    </message>
    <message>
        <source>row {row}, column {column} of the table is no number: {text}</source>
        <translation>表格第 {row} 行第 {column} 列不是数字：{text}</translation>
    </message>
    <message>
        <source>longer than {count} characters</source>
        <translation>超过 {count} 个字符</translation>
    </message>
    <message>
        <source>row {row} of the table has {count} entries, the first has {first}</source>
        <translation>表格第 {row} 行有 {count} 项，而第一行有 {first} 项</translation>
    </message>
    <message>
        <source>numbers are left out of this text, where it says …</source>
        <translation>这段文本省略了一些数字，略去处写作 …</translation>
    </message>
    <message>
        <source>the value of a leaf has no names: {name}</source>
        <translation>叶子的值中不能有名字：{name}</translation>
    </message>
    <message>
        <source>{count} numbers are too many to be kept as text</source>
        <translation>{count} 个数过多，无法以文本形式保存</translation>
    </message>
    <message>
        <source>{error}</source>
        <translation>{error}</translation>
    </message>
    <message>
        <source>backward used {port} = {now}, forward had used {then}: {source} was written in between</source>
        <translation>反向传播用的是 {port} = {now}，前向传播用的是 {then}：其间 {source} 被写过</translation>
    </message>
    <message>
        <source>Only a scalar has a Hessian: the output has {count} elements.</source>
        <translation>只有标量才有黑塞矩阵：输出有 {count} 个元素。</translation>
    </message>
    <message>
        <source>It would have {count} rows and columns: too many.</source>
        <translation>它会有 {count} 行和同样多的列：太多了。</translation>
    </message>
    <message>
        <source>{name} is {dtype}: only tensors of floating point have derivatives</source>
        <translation>{name} 的类型是 {dtype}：只有浮点张量才有导数</translation>
    </message>
    <message>
        <source>v has the shape {shape}, and must have that of the output, {wanted}</source>
        <translation>v 的形状是 {shape}，必须与输出的形状 {wanted} 相同</translation>
    </message>
    <message>
        <source>{name} has {count} elements, not one</source>
        <translation>{name} 有 {count} 个元素，而不是一个</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is there twice</source>
        <translation>“{name}”出现了两次</translation>
    </message>
    <message>
        <source>&apos;{node}&apos; is a tap and takes no wire</source>
        <translation>“{node}”读取运行结果，不接受连线</translation>
    </message>
    <message>
        <source>bypassed, and nothing to pass on</source>
        <translation>已旁路，但没有可传递的输入</translation>
    </message>
    <message>
        <source>{param} has no value yet</source>
        <translation>{param} 还没有值</translation>
    </message>
    <message>
        <source>nothing is wired to {port}</source>
        <translation>{port} 未连线</translation>
    </message>
    <message>
        <source>a tensor of shape {shape} would take {size} GB; the limit is {limit} GB</source>
        <translation>形状为 {shape} 的张量需要 {size} GB，上限是 {limit} GB</translation>
    </message>
    <message>
        <source>{name} is not in the graph</source>
        <translation>{name} 不在图中</translation>
    </message>
    <message>
        <source>{name} has not been run</source>
        <translation>{name} 尚未执行</translation>
    </message>
    <message>
        <source>a number or a list is needed here, not {kind}</source>
        <translation>此处需要一个数或列表，而不是 {kind}</translation>
    </message>
    <message>
        <source>more than {count} steps</source>
        <translation>超过 {count} 步</translation>
    </message>
    <message>
        <source>more than {count} iterations</source>
        <translation>超过 {count} 次迭代</translation>
    </message>
</context>
<context>
    <name>ExampleGallery</name>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Search examples</source>
        <translation>搜索示例</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Sum of squares</source>
        <translation>平方和</translation>
    </message>
    <message>
        <source>s is a scalar, so backward() needs no argument. Two gradients run from y back to x, one for each factor of x * x, and x.grad becomes their sum, [2, 2].</source>
        <translation>s 是标量，因此 backward() 不需要参数。两个梯度从 y 传回 x，x * x 的每个因子各一个；x.grad 是它们的和 [2, 2]。</translation>
    </message>
    <message>
        <source>scalar backward derivative</source>
        <translation>标量 反向传播 求导</translation>
    </message>
    <message>
        <source>Tracking on and off</source>
        <translation>追踪的开与关</translation>
    </message>
    <message>
        <source>The same x * 2, before and after x.requires_grad_(True): y is not tracked, z has a grad_fn. Below, an x that requires grad from the start.</source>
        <translation>同样的 x * 2，分别在 x.requires_grad_(True) 之前和之后计算：y 没有被追踪，z 有 grad_fn。下方的 x 从创建时起就需要梯度。</translation>
    </message>
    <message>
        <source>requires_grad_ track record</source>
        <translation>requires_grad_ 跟踪 记录</translation>
    </message>
    <message>
        <source>Backward from a vector</source>
        <translation>从向量反向传播</translation>
    </message>
    <message>
        <source>y is no scalar, so backward needs a gradient of the same shape. From v = [1, 10] it makes x.grad = [2, 20]: each element counts as much as v says.</source>
        <translation>y 不是标量，因此 backward 需要传入一个与 y 同形的梯度。传入 v = [1, 10]，得到 x.grad = [2, 20]：每个元素的权重由 v 决定。</translation>
    </message>
    <message>
        <source>gradient argument grad_variables weights</source>
        <translation>非标量 同形 梯度参数 grad_variables 权重</translation>
    </message>
    <message>
        <source>detach and no_grad</source>
        <translation>detach 与 no_grad</translation>
    </message>
    <message>
        <source>The same sum three times: tracked, under no_grad, and behind detach. The gradient passes through the first only, so x.grad is [2, 2] and not [6, 6]; what stays grey says why.</source>
        <translation>同一个和算三次：被追踪、在 no_grad 下、在 detach 之后。梯度只能经过第一条路，所以 x.grad 是 [2, 2] 而不是 [6, 6]；灰色的部分会说明原因。</translation>
    </message>
    <message>
        <source>stop cut off evaluate inference separate</source>
        <translation>分离 中断 切断 评估 推理</translation>
    </message>
    <message>
        <source>Changing x.data after 2x</source>
        <translation>2x 之后修改 x.data</translation>
    </message>
    <message>
        <source>x.data *= 100 changes the value of x, and is not recorded. The derivative of 2x does not depend on x: x.grad is 2, as it should be, though x is 100.</source>
        <translation>x.data *= 100 改变了 x 的值，但不会被记录。2x 的导数与 x 无关：虽然 x 已是 100，x.grad 仍然是正确的 2。</translation>
    </message>
    <message>
        <source>in-place overwrite value</source>
        <translation>in-place 原地 改写 数值</translation>
    </message>
    <message>
        <source>Changing x.data after x·x</source>
        <translation>x·x 之后修改 x.data</translation>
    </message>
    <message>
        <source>Here backward needs the x that forward has seen, which was 1. It finds 100 and does not notice: x.grad is 200 instead of 2, without any error.</source>
        <translation>这里的反向传播要用到前向传播时的 x，那时它是 1；现在读到的却是 100，而且毫无察觉：x.grad 成了 200 而不是 2，也没有任何报错。</translation>
    </message>
    <message>
        <source>in-place overwrite saved wrong silent</source>
        <translation>in-place 原地 改写 保存 错误 静默</translation>
    </message>
    <message>
        <source>x *= 100 fails on purpose: a leaf that requires grad must not be changed in place. Below is the remedy: w *= 100 under no_grad works, and the backward after it as well.</source>
        <translation>x *= 100 会报错，这是有意为之：需要梯度的叶子节点不能进行 in-place 操作。下方是补救办法：在 no_grad 下执行 w *= 100 没有问题，之后的反向传播也没有问题。</translation>
    </message>
    <message>
        <source>RuntimeError error in-place no_grad</source>
        <translation>RuntimeError 原地 就地 报错 no_grad</translation>
    </message>
    <message>
        <source>Functions and leaves</source>
        <translation>Function 与叶子节点</translation>
    </message>
    <message>
        <source>The same code without and with requires_grad=True. Above, y is a leaf and its grad_fn is None; below, its grad_fn is the MulBackward0 that made it.</source>
        <translation>同样的代码，上方没有、下方有 requires_grad=True。上方的 y 是叶子节点，grad_fn 是 None；下方 y 的 grad_fn 就是创建它的 MulBackward0。</translation>
    </message>
    <message>
        <source>DAG graph grad_fn is_leaf</source>
        <translation>有向无环图 DAG 计算图 grad_fn is_leaf</translation>
    </message>
    <message>
        <source>The Jacobian and v·J</source>
        <translation>雅可比矩阵与 v·J</translation>
    </message>
    <message>
        <source>J has a row for each element of y, and a column for each of x; one backward makes one row. Then y.backward(v) goes there at once: x.grad is v·J, without any J.</source>
        <translation>y 的每个元素对应 J 的一行，x 的每个元素对应一列；一次反向传播算出一行。随后 y.backward(v) 一步到位：x.grad 就是 v·J，无需算出 J。</translation>
    </message>
    <message>
        <source>chain rule vector product partial derivatives matrix</source>
        <translation>雅克比 链式法则 向量 乘积 偏导数 求导 矩阵</translation>
    </message>
    <message>
        <source>The Jacobian determinant</source>
        <translation>雅可比行列式</translation>
    </message>
    <message>
        <source>Polar coordinates: y = (r cos θ, r sin θ). J is square, so it has a determinant, which is r: that much larger an area becomes at this point.</source>
        <translation>极坐标：y = (r cos θ, r sin θ)。J 是方阵，因此有行列式，它等于 r：面积在这一点放大的倍数。</translation>
    </message>
    <message>
        <source>polar coordinates square matrix partial derivatives</source>
        <translation>雅克比 极坐标 方阵 偏导数 矩阵</translation>
    </message>
    <message>
        <source>Gradients accumulate</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Three times forward and backward: x.grad goes from 2 to 4, as the second gradient is added to the first. Then it is set to zero, and becomes 2 again.</source>
        <translation>前向传播与反向传播各三次：第二次的梯度加到第一次上，x.grad 从 2 变成 4；清零之后又变回 2。</translation>
    </message>
    <message>
        <source>zero_grad zero add up sum</source>
        <translation>累加 清零 zero_grad 求和</translation>
    </message>
    <message>
        <source>Second order</source>
        <translation>二阶导数</translation>
    </message>
    <message>
        <source>The derivative of x³ at 3 is 27, that of 3x² is 18. Above, both add up in x.grad: 45. Below, autograd.grad keeps them apart. With the autograd graph shown (A), each gradient has a graph of its own.</source>
        <translation>x³ 在 3 处的导数是 27，3x² 的导数是 18。上面二者都累加到 x.grad 中：45。下面用 autograd.grad 把它们分开。显示 autograd 计算图（A）时，每个梯度都有自己的计算图。</translation>
    </message>
    <message>
        <source>create_graph autograd.grad gradient of a gradient second derivative Hessian</source>
        <translation>create_graph autograd.grad 梯度的梯度 二阶导数 海森矩阵</translation>
    </message>
    <message>
        <source>In place on a leaf</source>
        <translation>叶子节点的 in-place 操作</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>each .grad is let go: it is None again</source>
        <translation>放开每个 .grad：重新变为 None</translation>
    </message>
    <message>
        <source>each .grad is filled with zeros, in place</source>
        <translation>把每个 .grad 原地填为 0</translation>
    </message>
    <message>
        <source>nothing changed: every .grad was empty</source>
        <translation>没有变化：所有 .grad 本来就是空的</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
    <message>
        <source>only .grad changed: no value did</source>
        <translation>只有 .grad 改变，值没有变</translation>
    </message>
    <message>
        <source>the version stays: autograd does not see what is written through .data, and a backward that saved the old numbers will use the new ones</source>
        <translation>版本不变：autograd 看不到通过 .data 写入的内容，保存了旧数值的反向传播会用上新数值</translation>
    </message>
    <message>
        <source>the version stays</source>
        <translation>版本不变</translation>
    </message>
    <message>
        <source>{node} is {grad} itself, not a copy: what is added to it in place shows here too</source>
        <translation>{node} 就是 {grad} 本身，不是副本：对它的原地累加在这里也看得到</translation>
    </message>
    <message>
        <source>{node} goes from version v{before} to v{after}: a backward that saved the old numbers will notice</source>
        <translation>{node} 的版本由 v{before} 变为 v{after}：保存了旧数值的反向传播会发现这一点</translation>
    </message>
    <message>
        <source>it holds from here on: what was computed before stays as it was</source>
        <translation>从这里起生效：之前计算的结果保持原样</translation>
    </message>
    <message>
        <source>it is called when a backward brings a gradient to this tensor</source>
        <translation>反向传播把梯度带到这个张量时调用它</translation>
    </message>
    <message>
        <source>what a hook gives goes on in place of the gradient that came</source>
        <translation>钩子给出的值代替到来的梯度继续传播</translation>
    </message>
    <message>
        <source>the hook gives None: the gradient stays</source>
        <translation>钩子给出 None：梯度不变</translation>
    </message>
    <message>
        <source>It was caught: the program goes on with what stands below except.</source>
        <translation>错误已被捕获：程序从 except 下面继续。</translation>
    </message>
    <message>
        <source>because of {node}</source>
        <translation>起因是 {node}</translation>
    </message>
    <message>
        <source>a row of J is what a backward with a unit vector for v brings</source>
        <translation>取 v 为单位向量做一次反向传播，得到的就是 J 的一行</translation>
    </message>
    <message>
        <source>J has a row for each element of {output}, a column for each of {input}</source>
        <translation>J 的每一行对应 {output} 的一个元素，每一列对应 {input} 的一个元素</translation>
    </message>
    <message>
        <source>{function} of {node}</source>
        <translation>{node} 的 {function}</translation>
    </message>
    <message>
        <source>a tensor that is on no card</source>
        <translation>不在任何卡片上的张量</translation>
    </message>
    <message>
        <source>{function}, the code that the class itself has for it</source>
        <translation>{function}，即类自己为此写的代码</translation>
    </message>
    <message>
        <source>part of a tensor was written through a view: the gradient of that part goes to what was written, the rest to what the tensor was before</source>
        <translation>张量的一部分曾通过视图写入：这部分的梯度流向写入的内容，其余流向张量原先的值</translation>
    </message>
    <message>
        <source>a Node that is none of an operation</source>
        <translation>不属于任何运算的节点</translation>
    </message>
    <message>
        <source>nothing: None</source>
        <translation>没有：None</translation>
    </message>
    <message>
        <source>{gradient} from {source}</source>
        <translation>{gradient}，来自 {source}</translation>
    </message>
    <message>
        <source>{gradient}, the sum of {count} gradients, from {sources}</source>
        <translation>{gradient}，是 {count} 个梯度之和，来自 {sources}</translation>
    </message>
    <message>
        <source>v = {gradient}, given to backward as {text}</source>
        <translation>v = {gradient}，由 backward 的参数 {text} 给出</translation>
    </message>
    <message>
        <source>{gradient}: backward starts here, the root has one element</source>
        <translation>{gradient}：反向传播从这里开始，根只有一个元素</translation>
    </message>
    <message>
        <source>{gradient}: backward starts here, ∂out/∂out of a scalar root</source>
        <translation>{gradient}：反向传播从这里开始，标量根的 ∂out/∂out</translation>
    </message>
    <message>
        <source>{function} of {node}, edge {port}</source>
        <translation>{node} 的 {function}，边 {port}</translation>
    </message>
    <message>
        <source>{sum}, which a hook made {gradient}</source>
        <translation>{sum}，钩子把它变为 {gradient}</translation>
    </message>
    <message>
        <source>nothing: no input needs a gradient</source>
        <translation>没有：没有输入需要梯度</translation>
    </message>
    <message>
        <source>the rule gives no gradient for {port}</source>
        <translation>求导规则不给出 {port} 的梯度</translation>
    </message>
    <message>
        <source>no gradient flows to {port}: it is a number</source>
        <translation>没有梯度流向 {port}：它是一个数</translation>
    </message>
    <message>
        <source>no gradient flows to {port}: it does not require grad</source>
        <translation>没有梯度流向 {port}：它不需要梯度（requires_grad 为 False）</translation>
    </message>
    <message>
        <source>{port} was {then} when forward ran; it was changed through .data, which autograd does not see, and {now} was used here</source>
        <translation>前向传播时 {port} 是 {then}；后来通过 .data 被改写，autograd 看不到，这里用的是 {now}</translation>
    </message>
    <message>
        <source>a leaf keeps what comes in: {rule}</source>
        <translation>叶子节点累积传入的梯度：{rule}</translation>
    </message>
    <message>
        <source>{before} was there from an earlier backward: gradients accumulate until they are set to zero</source>
        <translation>{before} 是之前的反向传播留下的：梯度会一直累积，直到清零</translation>
    </message>
    <message>
        <source>nothing is kept: it requires no grad</source>
        <translation>什么也不留下：它不需要梯度</translation>
    </message>
    <message>
        <source>the operation’s own rule</source>
        <translation>该运算自己的规则</translation>
    </message>
    <message>
        <source>it was broadcast, so summed over {dims}: {shape} → {value}</source>
        <translation>它曾被广播，因此沿 {dims} 求和：{shape} → {value}</translation>
    </message>
    <message>
        <source>∂out/∂{port} has {rows} × {columns} entries: it is never built, the rule gives the product at once</source>
        <translation>∂out/∂{port} 有 {rows} × {columns} 个元素：从不真正构造，规则直接给出乘积</translation>
    </message>
    <message>
        <source>a leaf that requires grad: gradients will be added up in {grad}</source>
        <translation>需要梯度的叶子节点：梯度将累积在 {grad} 中</translation>
    </message>
    <message>
        <source>a leaf that requires no grad: what is computed from it alone is not tracked</source>
        <translation>不需要梯度的叶子节点：只由它算出的结果不被追踪</translation>
    </message>
    <message>
        <source>bypassed: it hands on {source}, and makes no Node</source>
        <translation>已绕过：直接传递 {source}，不产生节点</translation>
    </message>
    <message>
        <source>{port} = {value} from {source}</source>
        <translation>{port} = {value}，来自 {source}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>nothing: it runs under no_grad</source>
        <translation>没有：在 no_grad 下运行</translation>
    </message>
    <message>
        <source>nothing: the result has no grad_fn, so no gradient passes; it shares its memory</source>
        <translation>没有：结果没有 grad_fn，梯度无法通过；与输入共享内存</translation>
    </message>
    <message>
        <source>nothing: it has no derivative</source>
        <translation>没有：它不可导</translation>
    </message>
    <message>
        <source>nothing: no input requires grad</source>
        <translation>没有：没有输入需要梯度</translation>
    </message>
    <message>
        <source>a view: it shares its memory</source>
        <translation>视图：与输入共享内存</translation>
    </message>
    <message>
        <source>{function}, which keeps for backward what forward gives it</source>
        <translation>{function}，它为 backward 保留 forward 交给它的内容</translation>
    </message>
    <message>
        <source>it is made of other operations, and its grad_fn is {function}</source>
        <translation>它由其他运算组成，其 grad_fn 是 {function}</translation>
    </message>
    <message>
        <source>{function}, which needs to save no tensor</source>
        <translation>{function}，无需保存张量</translation>
    </message>
    <message>
        <source>{function}, which saves {names} for backward</source>
        <translation>{function}，为反向传播保存 {names}</translation>
    </message>
    <message>
        <source>written into {target}, version {versions}</source>
        <translation>写入 {target}，版本 {versions}</translation>
    </message>
    <message>
        <source>written into {target}</source>
        <translation>写入 {target}</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Comes in</source>
        <translation>传入</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>局部导数</translation>
    </message>
    <message>
        <source>Flows on</source>
        <translation>传出</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>ExplanationLinks</name>
    <message>
        <source>That card is not in the graph any more.</source>
        <translation>该卡片已不在图中。</translation>
    </message>
    <message>
        <source>These numbers are not held any more: run again to see them.</source>
        <translation>这些数值已不再保存：重新运行即可查看。</translation>
    </message>
    <message>
        <source>Value of {node}</source>
        <translation>{node} 的值</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
</context>
<context>
    <name>ExplanationPanel</name>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>What the step did, in formulas</source>
        <translation>此步做了什么（公式）</translation>
    </message>
    <message>
        <source>Before the first step. Press . to step.</source>
        <translation>第一步之前。按“.”前进一步。</translation>
    </message>
    <message>
        <source>The explanation of the step has been copied.</source>
        <translation>此步的讲解已复制。</translation>
    </message>
    <message>
        <source>Copy the selection</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy the step as text</source>
        <translation>将此步复制为文本</translation>
    </message>
    <message>
        <source>Copy the step as LaTeX</source>
        <translation>将此步复制为 LaTeX</translation>
    </message>
</context>
<context>
    <name>ExpressionLine</name>
    <message>
        <source>PyTorch will say: {error}</source>
        <translation>PyTorch 会报错：{error}</translation>
    </message>
    <message>
        <source>Now: {value}</source>
        <translation>当前值：{value}</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>At step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>No value at this step.</source>
        <translation>在这一步没有值。</translation>
    </message>
    <message>
        <source>What it saved for backward has been freed.</source>
        <translation>它为反向传播保存的张量已释放。</translation>
    </message>
    <message>
        <source>Computing the numbers of this step again…</source>
        <translation>正在重新计算这一步的数值…</translation>
    </message>
    <message>
        <source>These numbers were let go to save memory; this is their summary.</source>
        <translation>为节省内存，这些数值已被释放；这里显示的是摘要。</translation>
    </message>
    <message>
        <source>Not made yet at this step.</source>
        <translation>在这一步尚未创建。</translation>
    </message>
    <message>
        <source>Not run yet at this step.</source>
        <translation>在这一步尚未执行。</translation>
    </message>
    <message>
        <source>Its action has not run yet at this step.</source>
        <translation>到这一步为止，它的动作还没有执行。</translation>
    </message>
    <message>
        <source>Not run: something above it failed or is incomplete.</source>
        <translation>未执行：上游有节点失败或尚未完成。</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy of {name}</source>
        <translation>{name} 的副本</translation>
    </message>
    <message>
        <source>This file cannot be opened</source>
        <translation>无法打开此文件</translation>
    </message>
    <message>
        <source>Repaired copy of {name}</source>
        <translation>{name} 的修复副本</translation>
    </message>
    <message>
        <source>This is a copy of {name} with what could be read of it. The file is as it was.</source>
        <translation>这是 {name} 中能读出的内容的副本。原文件没有改动。</translation>
    </message>
    <message>
        <source>What was wrong with {name}</source>
        <translation>{name} 有哪些问题</translation>
    </message>
    <message>
        <source>What was wrong…</source>
        <translation>有哪些问题…</translation>
    </message>
    <message>
        <source>This example cannot be opened</source>
        <translation>无法打开此示例</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>要保存对“{name}”的更改吗？</translation>
    </message>
    <message>
        <source>They are lost otherwise.</source>
        <translation>如果不保存，更改将丢失。</translation>
    </message>
    <message>
        <source>GradCanvas graphs</source>
        <translation>GradCanvas 计算图</translation>
    </message>
    <message>
        <source>All that can be opened ({pattern})</source>
        <translation>所有可以打开的文件 ({pattern})</translation>
    </message>
    <message>
        <source>PyTorch code ({pattern})</source>
        <translation>PyTorch 代码 ({pattern})</translation>
    </message>
    <message>
        <source>Graphs of networkx ({pattern})</source>
        <translation>networkx 的图 ({pattern})</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 处</translation>
    </message>
    <message>
        <source>{expected} is needed here, not {found}</source>
        <translation>这里需要 {expected}，而不是 {found}</translation>
    </message>
    <message>
        <source>{value} is not known here</source>
        <translation>这里不认识 {value}</translation>
    </message>
    <message>
        <source>{field} is missing</source>
        <translation>缺少 {field}</translation>
    </message>
    <message>
        <source>{name} cannot be opened</source>
        <translation>无法打开 {name}</translation>
    </message>
    <message>
        <source>It is from a newer GradCanvas. What this one understands of it can be opened as a copy; the file stays as it is.</source>
        <translation>它来自更新版本的 GradCanvas。可以把本版本能理解的部分作为副本打开；原文件不会改动。</translation>
    </message>
    <message>
        <source>What can be read of it can be opened as a copy, with placeholders that keep the rest; the file stays as it is.</source>
        <translation>可以把能读出的部分作为副本打开，其余部分由占位卡片保留；原文件不会改动。</translation>
    </message>
    <message>
        <source>Try to open a copy</source>
        <translation>尝试打开副本</translation>
    </message>
    <message>
        <source>Open what can be read</source>
        <translation>打开能读出的部分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What the file {name} has otherwise</source>
        <translation>文件 {name} 中的不同之处</translation>
    </message>
    <message>
        <source>Nothing: it holds what is open here.</source>
        <translation>没有不同：与这里打开的内容一致。</translation>
    </message>
    <message>
        <source>added: {name}</source>
        <translation>新增：{name}</translation>
    </message>
    <message>
        <source>removed: {name}</source>
        <translation>删除：{name}</translation>
    </message>
    <message>
        <source>changed: {name}</source>
        <translation>改动：{name}</translation>
    </message>
    <message>
        <source>wired otherwise: {name}</source>
        <translation>连线不同：{name}</translation>
    </message>
    <message>
        <source>region added: {name}</source>
        <translation>新增区域：{name}</translation>
    </message>
    <message>
        <source>region removed: {name}</source>
        <translation>删除区域：{name}</translation>
    </message>
    <message>
        <source>region changed: {name}</source>
        <translation>改动区域：{name}</translation>
    </message>
    <message>
        <source>subgraph added: {name}</source>
        <translation>新增子图：{name}</translation>
    </message>
    <message>
        <source>subgraph removed: {name}</source>
        <translation>删除子图：{name}</translation>
    </message>
    <message>
        <source>subgraph changed: {name}</source>
        <translation>改动子图：{name}</translation>
    </message>
    <message>
        <source>the list of actions changed</source>
        <translation>动作列表不同</translation>
    </message>
    <message>
        <source>the seed changed</source>
        <translation>随机种子不同</translation>
    </message>
    <message>
        <source>the code changed</source>
        <translation>代码已更改</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
    </message>
</context>
<context>
    <name>FileGuard</name>
    <message>
        <source>{name} is not there any more: it was moved, renamed or deleted.</source>
        <translation>{name} 已不在原处：它被移动、改名或删除了。</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>重新保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>{name} was changed by another program.</source>
        <translation>{name} 被其他程序改动了。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Reloaded {name}</source>
        <translation>已重新载入 {name}</translation>
    </message>
</context>
<context>
    <name>FileQuestions</name>
    <message>
        <source>The file cannot be saved</source>
        <translation>文件无法保存</translation>
    </message>
    <message>
        <source>Nothing is lost: it is still open, and the old file is as it was.</source>
        <translation>没有丢失任何内容：文档仍然打开着，原来的文件也没有改动。</translation>
    </message>
    <message>
        <source>Nothing is lost: it is still open.</source>
        <translation>没有丢失任何内容：文档仍然打开着。</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到别处…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Your share of the disk is full.</source>
        <translation>您的磁盘配额已用完。</translation>
    </message>
    <message>
        <source>This disk cannot be written to.</source>
        <translation>这个磁盘不能写入。</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>文件名太长。</translation>
    </message>
    <message>
        <source>The folder is not there, or not any more.</source>
        <translation>文件夹不存在，或已不在原处。</translation>
    </message>
    <message>
        <source>A folder has this name.</source>
        <translation>已有同名的文件夹。</translation>
    </message>
    <message>
        <source>The disk does not answer.</source>
        <translation>磁盘没有响应。</translation>
    </message>
    <message>
        <source>The file is read-only.</source>
        <translation>文件是只读的。</translation>
    </message>
    <message>
        <source>You may not write to this folder.</source>
        <translation>没有写入这个文件夹的权限。</translation>
    </message>
    <message>
        <source>This is no ordinary file: a device, a pipe, or the like.</source>
        <translation>这不是普通文件，而是设备、管道之类。</translation>
    </message>
    <message>
        <source>{name} was changed by another program</source>
        <translation>{name} 被其他程序改动了</translation>
    </message>
    <message>
        <source>It is not as it was when you opened or saved it. Saving replaces what is there now.</source>
        <translation>它与您打开或保存时不同。现在保存会替换磁盘上的内容。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>{name} has changed since this work</source>
        <translation>此后 {name} 已被更改</translation>
    </message>
    <message>
        <source>This is recovered work. The file is not the one any more that it was done on: saving replaces what is there now.</source>
        <translation>这是恢复的工作。文件已不是当初编辑的那一份：保存会替换现有的内容。</translation>
    </message>
    <message>
        <source>{name} is open in another window</source>
        <translation>{name} 已在另一个窗口中打开</translation>
    </message>
    <message>
        <source>Each window saves the whole file: who saves last would be asked whether to replace what the other one saved.</source>
        <translation>每个窗口都会保存整个文件：后保存的一方会被询问是否替换另一方保存的内容。</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Open it here too</source>
        <translation>在这里也打开</translation>
    </message>
    <message>
        <source>Saving replaces the file that is open there.</source>
        <translation>保存会替换在那里打开的文件。</translation>
    </message>
    <message>
        <source>{name} is there already</source>
        <translation>{name} 已经存在</translation>
    </message>
    <message>
        <source>Saving replaces it.</source>
        <translation>保存会替换它。</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Name, operation, [2, 3], nan, inf</source>
        <translation>名字、运算、[2, 3]、nan、inf</translation>
    </message>
    <message>
        <source>Find on the canvas</source>
        <translation>在画布上查找</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{place} – Enter goes there</source>
        <translation>{place} – 按 Enter 前往</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Found: {count}</source>
        <translation>找到 {count} 个</translation>
    </message>
</context>
<context>
    <name>FindRow</name>
    <message>
        <source>Find in the code</source>
        <translation>在代码中查找</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ForwardForm</name>
    <message>
        <source>Forward</source>
        <translation>前向传播</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>所有节点</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>With all nodes, leaves that are there already are kept, with what was written into them and their .grad. Leaves that are checked one by one are made anew.</source>
        <translation>选择所有节点时，已有的叶子节点会保留，连同写入其中的值和 .grad。逐个勾选的叶子节点会重新创建。</translation>
    </message>
</context>
<context>
    <name>GradientProperties</name>
    <message>
        <source>Keep its gradient (retain_grad)</source>
        <translation>保留它的梯度（retain_grad）</translation>
    </message>
    <message>
        <source>Backward lets the gradients of results go; this one stays in .grad.</source>
        <translation>反向传播会丢弃运算结果的梯度；这一个留在 .grad 中。</translation>
    </message>
    <message>
        <source>Add a hook…</source>
        <translation>添加钩子…</translation>
    </message>
    <message>
        <source>When a gradient comes</source>
        <translation>梯度到来时</translation>
    </message>
    <message>
        <source>Remove this hook</source>
        <translation>移除这个钩子</translation>
    </message>
    <message>
        <source>Keep the gradient of {node}</source>
        <translation>保留 {node} 的梯度</translation>
    </message>
    <message>
        <source>Let the gradient of {node} go</source>
        <translation>不再保留 {node} 的梯度</translation>
    </message>
    <message>
        <source>Remove the hook of {node}</source>
        <translation>移除 {node} 的钩子</translation>
    </message>
</context>
<context>
    <name>GraphCommands</name>
    <message>
        <source>Forward</source>
        <translation>前向传播</translation>
    </message>
    <message>
        <source>Select the tensor from which to run backward.</source>
        <translation>请选择从哪个张量开始反向传播。</translation>
    </message>
    <message>
        <source>Backward from {node} follows when the run has ended.</source>
        <translation>运行结束后将从 {node} 反向传播。</translation>
    </message>
    <message>
        <source>Remove {action}</source>
        <translation>移除“{action}”</translation>
    </message>
    <message>
        <source>Wrap in no_grad</source>
        <translation>放入 no_grad</translation>
    </message>
    <message>
        <source>Take out of no_grad</source>
        <translation>移出 no_grad</translation>
    </message>
    <message>
        <source>Speed {speed}×</source>
        <translation>速度 {speed}×</translation>
    </message>
</context>
<context>
    <name>GroupPage</name>
    <message>
        <source>Subgraph</source>
        <translation>子图</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Nodes inside: {count}</source>
        <translation>内部节点：{count}</translation>
    </message>
    <message>
        <source>Instances: {count}. A change inside shows in all of them.</source>
        <translation>实例：{count}。在内部的修改会作用于所有实例。</translation>
    </message>
    <message>
        <source>A subgraph: one card for what is in it.</source>
        <translation>子图：用一张卡片代表其中的内容。</translation>
    </message>
    <message>
        <source>Rename subgraph</source>
        <translation>重命名子图</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Go to this state</source>
        <translation>转到此状态</translation>
    </message>
    <message>
        <source>Undo everything</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>Redo everything</source>
        <translation>全部重做</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>As it was opened</source>
        <translation>打开时的状态</translation>
    </message>
    <message>
        <source>In the beginning</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>{step} (saved)</source>
        <translation>{step}（已保存）</translation>
    </message>
    <message>
        <source>{step}, undone</source>
        <translation>{step}，已撤销</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Steps of undo</source>
        <translation>可撤销的步骤</translation>
    </message>
</context>
<context>
    <name>HookForm</name>
    <message>
        <source>Hook</source>
        <translation>钩子</translation>
    </message>
    <message>
        <source>Name of the gradient</source>
        <translation>梯度的名称</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Called with the gradient that arrives; what it gives goes on in its place. It needs the same shape and dtype. None leaves the gradient as it is.</source>
        <translation>以到来的梯度调用；它给出的值代替梯度继续传播，形状和 dtype 必须相同。给出 None 则梯度不变。</translation>
    </message>
    <message>
        <source>A name is needed here, such as g.</source>
        <translation>这里需要一个名称，例如 g。</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>scale that suits</source>
        <translation>自动选择色标</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>zero in the middle</source>
        <translation>以零为中心</translation>
    </message>
    <message>
        <source>range of the tensor</source>
        <translation>整个张量的范围</translation>
    </message>
    <message>
        <source>range of the page</source>
        <translation>当前页的范围</translation>
    </message>
    <message>
        <source>Picture of {tensor}</source>
        <translation>{tensor} 的图像</translation>
    </message>
    <message>
        <source>There is none at this step.</source>
        <translation>这一步没有张量。</translation>
    </message>
    <message>
        <source>These numbers were let go to save memory.</source>
        <translation>为节省内存，这些数值已被释放。</translation>
    </message>
    <message>
        <source>Dimension {dim} as red, green and blue</source>
        <translation>把第 {dim} 维当作红、绿、蓝</translation>
    </message>
    <message>
        <source>Index in dimension {dim}</source>
        <translation>维度 {dim} 的索引</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>未选择任何对象</translation>
    </message>
    <message>
        <source>Drag an operation from the list onto the canvas, or double-click it. Then draw wires from the right side of a card to the left side of another.</source>
        <translation>把列表中的运算拖到画布上，或双击它；再从一张卡片的右侧连线到另一张卡片的左侧。</translation>
    </message>
    <message>
        <source>Click a card to see its tensor and to change it. Press . to step on and , to step back through what happened.</source>
        <translation>单击卡片可查看和修改它的张量。按“.”前进一步，按“,”后退一步，逐步回看整个过程。</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>It changes nothing in what runs. A double-click or Enter edits its text, in Markdown; its sides can be dragged, and Arrange has its colours.</source>
        <translation>它不影响运行。双击或按 Enter 可用 Markdown 编辑文字；边缘可以拖动，颜色在“排列”菜单中。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Under no_grad: nothing that runs in here is recorded, so no gradient flows back through it. Drag cards in or out; double-click the title to rename the region.</source>
        <translation>处于 no_grad 之下：其中的运算不会被记录，因此梯度不会经由此处回传。可将卡片拖入或拖出；双击标题可重命名区域。</translation>
    </message>
    <message>
        <source>It only groups cards, and changes nothing in what runs. Drag cards in or out; double-click the title to rename the region.</source>
        <translation>此区域只把卡片分组，不影响运行。可将卡片拖入或拖出；双击标题可重命名区域。</translation>
    </message>
    <message>
        <source>Nodes: {count}</source>
        <translation>节点：{count}</translation>
    </message>
    <message>
        <source>Wires: {count}</source>
        <translation>连线：{count}</translation>
    </message>
    <message>
        <source>Frames: {count}</source>
        <translation>框：{count}</translation>
    </message>
    <message>
        <source>Notes: {count}</source>
        <translation>便签：{count}</translation>
    </message>
</context>
<context>
    <name>JacobianForm</name>
    <message>
        <source>Jacobian</source>
        <translation>雅可比矩阵</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>函数值</translation>
    </message>
    <message>
        <source>By</source>
        <translation>自变量</translation>
    </message>
    <message>
        <source>A card gets the matrix: a row for each element of the first, a column for each of the second. Row by row it is what backward brings for v = [1, 0, …], [0, 1, …] …</source>
        <translation>矩阵显示在一张卡片上：前者的每个元素占一行，后者的每个元素占一列。各行依次由以下 v 的反向传播得到：[1, 0, …]、[0, 1, …] …</translation>
    </message>
    <message>
        <source>That takes {count} backward passes.</source>
        <translation>这需要 {count} 次反向传播。</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Unsaved work cannot be kept for the case of a crash: {reason}. Save soon.</source>
        <translation>无法为意外退出保留未保存的工作：{reason}。请尽快保存。</translation>
    </message>
</context>
<context>
    <name>Keywords</name>
    <message>
        <source>sample tutorial demo</source>
        <translation>样例 教程 演示</translation>
    </message>
    <message>
        <source>write store file</source>
        <translation>写入 存储 文件</translation>
    </message>
    <message>
        <source>write store file copy</source>
        <translation>写入 存储 文件 副本</translation>
    </message>
    <message>
        <source>exit close</source>
        <translation>关闭 结束</translation>
    </message>
    <message>
        <source>back revert</source>
        <translation>返回 还原</translation>
    </message>
    <message>
        <source>clipboard text share</source>
        <translation>剪贴板 文本 分享 拷贝</translation>
    </message>
    <message>
        <source>insert clipboard table spreadsheet csv</source>
        <translation>插入 剪贴板 表格 电子表格 csv</translation>
    </message>
    <message>
        <source>insert clipboard wires connected</source>
        <translation>插入 剪贴板 连线 相连</translation>
    </message>
    <message>
        <source>clone copy again</source>
        <translation>克隆 副本 复制</translation>
    </message>
    <message>
        <source>clone copy wires connected</source>
        <translation>克隆 副本 复制 连线 相连</translation>
    </message>
    <message>
        <source>remove erase</source>
        <translation>移除 清除</translation>
    </message>
    <message>
        <source>new insert operation leaf number quick search</source>
        <translation>新建 插入 运算 叶子 数字 快速 搜索</translation>
    </message>
    <message>
        <source>remove heal dissolve bridge</source>
        <translation>移除 接上 溶解 桥接</translation>
    </message>
    <message>
        <source>knife slice disconnect sever</source>
        <translation>刀 切 剪 断开</translation>
    </message>
    <message>
        <source>unplug detach remove wires</source>
        <translation>拔掉 断开 移除 连线</translation>
    </message>
    <message>
        <source>reroute bend corner waypoint</source>
        <translation>绕行 弯折 拐点 路径点</translation>
    </message>
    <message>
        <source>straighten reroute bend corner</source>
        <translation>拉直 绕行 弯折 拐点</translation>
    </message>
    <message>
        <source>variadic inputs gaps close up cat stack</source>
        <translation>可变 输入 空位 收拢 cat stack</translation>
    </message>
    <message>
        <source>group region frame disable gradient tracking</source>
        <translation>分组 区域 框 关闭 梯度 追踪</translation>
    </message>
    <message>
        <source>ungroup region frame unwrap remove</source>
        <translation>取消分组 区域 框 解除 移除</translation>
    </message>
    <message>
        <source>search card node shape nan inf where</source>
        <translation>搜索 卡片 节点 形状 nan inf 位置</translation>
    </message>
    <message>
        <source>search add insert palette tensor</source>
        <translation>搜索 添加 插入 面板 张量</translation>
    </message>
    <message>
        <source>keys hotkeys customize settings keyboard</source>
        <translation>按键 热键 自定义 设置 键盘</translation>
    </message>
    <message>
        <source>layout tidy auto layout order columns clean up</source>
        <translation>布局 整理 自动布局 排序 分层 美化</translation>
    </message>
    <message>
        <source>align line up</source>
        <translation>对齐 排齐</translation>
    </message>
    <message>
        <source>align centre center vertical</source>
        <translation>对齐 居中 垂直</translation>
    </message>
    <message>
        <source>align centre center horizontal</source>
        <translation>对齐 居中 水平</translation>
    </message>
    <message>
        <source>distribute space evenly</source>
        <translation>分布 等距 间距 均匀</translation>
    </message>
    <message>
        <source>guides magnet</source>
        <translation>参考线 磁吸 对齐</translation>
    </message>
    <message>
        <source>select upstream inputs ancestors</source>
        <translation>选择 上游 输入 祖先</translation>
    </message>
    <message>
        <source>select downstream outputs descendants</source>
        <translation>选择 下游 输出 后代</translation>
    </message>
    <message>
        <source>select path route</source>
        <translation>选择 路径 通路</translation>
    </message>
    <message>
        <source>fold minimize hide small</source>
        <translation>折叠 收起 最小化 隐藏</translation>
    </message>
    <message>
        <source>skip pass through disable</source>
        <translation>跳过 直通 旁路 停用</translation>
    </message>
    <message>
        <source>disable off switch</source>
        <translation>停用 关闭 禁用 开关</translation>
    </message>
    <message>
        <source>comment group box region</source>
        <translation>注释 分组 方框 区域</translation>
    </message>
    <message>
        <source>comment text markdown sticky</source>
        <translation>注释 文字 便签 便利贴</translation>
    </message>
    <message>
        <source>graph cards focus keyboard</source>
        <translation>图 卡片 焦点 键盘</translation>
    </message>
    <message>
        <source>zoom whole overview</source>
        <translation>缩放 全部 总览</translation>
    </message>
    <message>
        <source>previous history jump return</source>
        <translation>历史 跳转 后退</translation>
    </message>
    <message>
        <source>history jump again</source>
        <translation>历史 跳转 前进</translation>
    </message>
    <message>
        <source>grad_fn next_functions saved tensors versions AccumulateGrad second order overlay</source>
        <translation>grad_fn next_functions 保存的张量 版本 AccumulateGrad 二阶 叠加</translation>
    </message>
    <message>
        <source>animation accessibility default</source>
        <translation>动画 动效 无障碍 默认</translation>
    </message>
    <message>
        <source>animation calm accessibility still</source>
        <translation>动画 动态 减弱 静止 无障碍</translation>
    </message>
    <message>
        <source>animation moving gliding</source>
        <translation>动画 动效 移动 滑动</translation>
    </message>
    <message>
        <source>overview navigator map hide show</source>
        <translation>概览 导航 地图 隐藏 显示</translation>
    </message>
    <message>
        <source>zoom 100%</source>
        <translation>缩放 100%</translation>
    </message>
    <message>
        <source>palette hide show dock</source>
        <translation>面板 隐藏 显示</translation>
    </message>
    <message>
        <source>properties hide show dock</source>
        <translation>属性 隐藏 显示</translation>
    </message>
    <message>
        <source>steps actions hide show dock</source>
        <translation>步骤 动作 隐藏 显示</translation>
    </message>
    <message>
        <source>errors hide show dock</source>
        <translation>错误 隐藏 显示</translation>
    </message>
    <message>
        <source>print console hide show dock</source>
        <translation>打印 控制台 隐藏 显示</translation>
    </message>
    <message>
        <source>night black colours colors</source>
        <translation>夜间 黑色 颜色</translation>
    </message>
    <message>
        <source>day white colours colors</source>
        <translation>白天 白色 颜色</translation>
    </message>
    <message>
        <source>run compute evaluate</source>
        <translation>运行 计算 求值</translation>
    </message>
    <message>
        <source>gradient derivative differentiate autograd</source>
        <translation>梯度 导数 求导 微分 autograd</translation>
    </message>
    <message>
        <source>clear reset gradient None</source>
        <translation>清空 重置 梯度 None</translation>
    </message>
    <message>
        <source>clear reset gradient set_to_none</source>
        <translation>清空 重置 梯度 set_to_none</translation>
    </message>
    <message>
        <source>partial derivatives matrix determinant</source>
        <translation>雅克比 偏导数 求导 矩阵 行列式</translation>
    </message>
    <message>
        <source>autograd.grad second order create_graph</source>
        <translation>autograd.grad 二阶 create_graph</translation>
    </message>
    <message>
        <source>tap tensor second order create_graph</source>
        <translation>梯度 张量 二阶 create_graph</translation>
    </message>
    <message>
        <source>write change data in-place</source>
        <translation>写入 修改 改写 data 原地</translation>
    </message>
    <message>
        <source>track leaf freeze</source>
        <translation>追踪 跟踪 叶子 冻结</translation>
    </message>
    <message>
        <source>assert test verify</source>
        <translation>断言 检查 验证 assert</translation>
    </message>
    <message>
        <source>when condition branch else</source>
        <translation>条件 分支 否则 else</translation>
    </message>
    <message>
        <source>except catch error exception</source>
        <translation>捕获 异常 错误 except</translation>
    </message>
    <message>
        <source>loop for training</source>
        <translation>重复 循环 训练</translation>
    </message>
    <message>
        <source>keep gradient of result intermediate</source>
        <translation>保留 梯度 结果 中间 非叶子</translation>
    </message>
    <message>
        <source>register_hook lambda clip change gradient</source>
        <translation>register_hook lambda 裁剪 修改 梯度</translation>
    </message>
    <message>
        <source>epoch SGD Adam fit learn loop</source>
        <translation>epoch SGD Adam 拟合 学习 循环 训练</translation>
    </message>
    <message>
        <source>SGD Adam AdamW RMSprop torch.optim</source>
        <translation>SGD Adam AdamW RMSprop torch.optim 优化</translation>
    </message>
    <message>
        <source>step update weights</source>
        <translation>step 更新 权重</translation>
    </message>
    <message>
        <source>variable constant lr name</source>
        <translation>变量 常量 lr 名称 学习率</translation>
    </message>
    <message>
        <source>manual_seed random</source>
        <translation>manual_seed 随机</translation>
    </message>
    <message>
        <source>stop abort interrupt</source>
        <translation>停止 中止 中断</translation>
    </message>
    <message>
        <source>next forward single</source>
        <translation>下一步 前进 单步</translation>
    </message>
    <message>
        <source>previous undo rewind</source>
        <translation>上一步 后退 倒回</translation>
    </message>
    <message>
        <source>start stop animate</source>
        <translation>开始 停止 动画</translation>
    </message>
    <message>
        <source>rewind back animate</source>
        <translation>倒回 后退 动画</translation>
    </message>
    <message>
        <source>rewind beginning</source>
        <translation>倒回 开头</translation>
    </message>
    <message>
        <source>substep arrive deposit</source>
        <translation>子步骤 到达 存入</translation>
    </message>
    <message>
        <source>epoch loop repeat turn</source>
        <translation>轮次 循环 迭代 epoch</translation>
    </message>
    <message>
        <source>repeat range again</source>
        <translation>重复 区间 循环</translation>
    </message>
    <message>
        <source>debug continue resume</source>
        <translation>调试 继续 运行</translation>
    </message>
    <message>
        <source>debug stop pause</source>
        <translation>调试 停止 暂停</translation>
    </message>
    <message>
        <source>debug stop if expression</source>
        <translation>调试 停止 条件 表达式</translation>
    </message>
    <message>
        <source>debug anomaly infinity exploding</source>
        <translation>调试 异常 无穷 梯度爆炸</translation>
    </message>
    <message>
        <source>plot curve loss graph debug</source>
        <translation>曲线 绘图 损失 调试</translation>
    </message>
    <message>
        <source>script source Python hide show dock</source>
        <translation>脚本 源代码 Python 隐藏 显示 面板</translation>
    </message>
    <message>
        <source>import script snippet py ipynb notebook</source>
        <translation>导入 脚本 片段 py ipynb 笔记本</translation>
    </message>
    <message>
        <source>export script py source</source>
        <translation>导出 脚本 py 源代码</translation>
    </message>
    <message>
        <source>export ipynb</source>
        <translation>导出 ipynb 笔记本</translation>
    </message>
    <message>
        <source>export script Python</source>
        <translation>导出 脚本 Python</translation>
    </message>
    <message>
        <source>import script snippet Python trace</source>
        <translation>导入 脚本 片段 Python 追踪</translation>
    </message>
    <message>
        <source>debug breakpoints plot hide show dock</source>
        <translation>调试 断点 监视 曲线 隐藏 显示 面板</translation>
    </message>
    <message>
        <source>keys hotkeys help</source>
        <translation>按键 热键 帮助</translation>
    </message>
    <message>
        <source>version licence license</source>
        <translation>版本 许可证</translation>
    </message>
</context>
<context>
    <name>LeafPage</name>
    <message>
        <source>Leaf</source>
        <translation>叶子</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>dtype</source>
        <translation>dtype</translation>
    </message>
    <message>
        <source>as PyTorch infers</source>
        <translation>由 PyTorch 推断</translation>
    </message>
    <message>
        <source>Draw other random numbers</source>
        <translation>重新抽取随机数</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>修改 {node} 的 {field}</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>{count} earlier entries</source>
        <translation>更早的 {count} 笔</translation>
    </message>
    <message>
        <source>Backward {call} from {root}</source>
        <translation>第 {call} 次反向传播，从 {root} 起</translation>
    </message>
    <message>
        <source>emptied to None</source>
        <translation>清空为 None</translation>
    </message>
    <message>
        <source>set to zeros</source>
        <translation>置零</translation>
    </message>
    <message>
        <source>made anew, without .grad</source>
        <translation>重新创建，没有 .grad</translation>
    </message>
    <message>
        <source>written</source>
        <translation>被写入</translation>
    </message>
    <message>
        <source>{words} (iteration {number})</source>
        <translation>{words}（第 {number} 次迭代）</translation>
    </message>
    <message>
        <source>from {place}, {node}</source>
        <translation>来自 {place}，{node}</translation>
    </message>
    <message>
        <source>requires_grad is False: no gradient is computed for it.</source>
        <translation>requires_grad 为 False，不为它计算梯度。</translation>
    </message>
    <message>
        <source>It is no leaf: gradients pass through it and are not kept. retain_grad() keeps them.</source>
        <translation>它不是叶子节点：梯度流经它但不保留。用 retain_grad() 可以保留。</translation>
    </message>
    <message>
        <source>No backward has brought it a gradient</source>
        <translation>没有反向传播给它带来梯度</translation>
    </message>
    <message>
        <source>No backward has run since the last forward at this step.</source>
        <translation>到这一步为止，最近一次前向之后还没有反向传播。</translation>
    </message>
    <message>
        <source>Copy the ledger</source>
        <translation>复制账本</translation>
    </message>
    <message>
        <source>Ledger of .grad</source>
        <translation>.grad 的账本</translation>
    </message>
    <message>
        <source>The ledger has been copied.</source>
        <translation>账本已复制。</translation>
    </message>
    <message>
        <source>Gradient back at step {step}: {gradient}</source>
        <translation>第 {step} 步传回的梯度：{gradient}</translation>
    </message>
    <message>
        <source>It has gone to no leaf.</source>
        <translation>它没有到达任何叶子节点。</translation>
    </message>
    <message>
        <source>It is in {leaf}.grad, by {edges}</source>
        <translation>它进入了 {leaf}.grad，经由 {edges}</translation>
    </message>
    <message>
        <source>and in {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>LeftDialog</name>
    <message>
        <source>Unsaved work was kept</source>
        <translation>有保留下来的未保存工作</translation>
    </message>
    <message>
        <source>The program ended before these were saved. What you open here is not saved yet; what you leave is offered again.</source>
        <translation>程序在保存之前就结束了。在这里打开的内容尚未保存；没有打开的下次还会提供。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>cards: {count}</source>
        <translation>卡片：{count}</translation>
    </message>
    <message>
        <source>the file has changed since</source>
        <translation>此后文件已被更改</translation>
    </message>
    <message>
        <source>the file is not there any more</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>less than a minute ago</source>
        <translation>不到一分钟前</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>values, forward</source>
        <translation>值，前向</translation>
    </message>
    <message>
        <source>gradients, back: max |g| 1e{low} … 1e{high}</source>
        <translation>梯度，反向：max |g| 1e{low} … 1e{high}</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>no gradient passes</source>
        <translation>梯度不通过</translation>
    </message>
    <message>
        <source>autograd graph</source>
        <translation>autograd 计算图</translation>
    </message>
    <message>
        <source>graph of a gradient</source>
        <translation>梯度的计算图</translation>
    </message>
</context>
<context>
    <name>LetForm</name>
    <message>
        <source>Python value</source>
        <translation>Python 值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>A number, a text or a list. Expressions and parameters may use its name from then on.</source>
        <translation>数、文本或列表。此后表达式和参数都可以使用它的名称。</translation>
    </message>
    <message>
        <source>A name is needed here, such as lr.</source>
        <translation>这里需要一个名称，例如 lr。</translation>
    </message>
    <message>
        <source>A card has this name.</source>
        <translation>已有卡片使用这个名称。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Build a computation, differentiate it, and step through what autograd really does. Free software under the MIT licence.</source>
        <translation>搭建计算图，求梯度，逐步观察 autograd 究竟做了什么。以 MIT 许可证发布的自由软件。</translation>
    </message>
    <message>
        <source>The language changes when the program starts again.</source>
        <translation>语言更改将在重新启动程序后生效。</translation>
    </message>
</context>
<context>
    <name>MatrixPane</name>
    <message>
        <source>Matrix as colours</source>
        <translation>以颜色显示的矩阵</translation>
    </message>
    <message>
        <source>Matrix as a table</source>
        <translation>以表格显示的矩阵</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>As text, with tabs</source>
        <translation>文本（制表符分隔）</translation>
    </message>
    <message>
        <source>As CSV, with names</source>
        <translation>CSV（含行列名）</translation>
    </message>
    <message>
        <source>As LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>the table has the first {count} columns</source>
        <translation>表格只含前 {count} 列</translation>
    </message>
    <message>
        <source>{count} of {all} are zero</source>
        <translation>{all} 个元素中有 {count} 个为零</translation>
    </message>
    <message>
        <source>{count} numbers are too many to be copied.</source>
        <translation>{count} 个数太多，无法复制。</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>已复制：{what}</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Minimap</source>
        <translation>小地图</translation>
    </message>
</context>
<context>
    <name>NodePage</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Backward from here</source>
        <translation>从此处反向传播</translation>
    </message>
    <message>
        <source>Table…</source>
        <translation>表格…</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>图像…</translation>
    </message>
    <message>
        <source>Autograd graph</source>
        <translation>autograd 计算图</translation>
    </message>
    <message>
        <source>Rename {node}</source>
        <translation>重命名 {node}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OperationPage</name>
    <message>
        <source>PyTorch code</source>
        <translation>PyTorch 代码</translation>
    </message>
    <message>
        <source>Local gradients</source>
        <translation>局部梯度</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>文件中的内容</translation>
    </message>
    <message>
        <source>forward and backward</source>
        <translation>forward 与 backward</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>This operation is not known here.</source>
        <translation>此版本不认识这个运算。</translation>
    </message>
    <message>
        <source>It stands for a part of the file that could not be read.</source>
        <translation>它代表文件中无法读出的部分。</translation>
    </message>
    <message>
        <source>{title}. {help}</source>
        <translation>{title}：{help}</translation>
    </message>
    <message>
        <source>A function of your own. {help}</source>
        <translation>您自己的函数。{help}</translation>
    </message>
    <message>
        <source>{count} cards have this code.</source>
        <translation>有 {count} 张卡片使用这段代码。</translation>
    </message>
    <message>
        <source>Change the code of {name}</source>
        <translation>更改 {name} 的代码</translation>
    </message>
    <message>
        <source>a wire, or a number</source>
        <translation>连线或数</translation>
    </message>
    <message>
        <source>{value} (default)</source>
        <translation>{value}（默认）</translation>
    </message>
    <message>
        <source>Code of the function</source>
        <translation>函数的代码</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>更改 {node} 的 {field}</translation>
    </message>
</context>
<context>
    <name>OperationView</name>
    <message>
        <source>Remove from favourites</source>
        <translation>从收藏中移除</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <source>No operation is found. Try its PyTorch name, such as matmul. Backward and other actions are in the menu Run.</source>
        <translation>没有找到运算。请试试它在 PyTorch 中的名称，例如 matmul。反向传播等动作在“运行”菜单中。</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Subgraphs</source>
        <translation>子图</translation>
    </message>
    <message>
        <source>Your own functions</source>
        <translation>自定义函数</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>归约</translation>
    </message>
    <message>
        <source>Matrices</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Copy and detach</source>
        <translation>复制与分离</translation>
    </message>
    <message>
        <source>Linear algebra</source>
        <translation>线性代数</translation>
    </message>
    <message>
        <source>Special functions</source>
        <translation>特殊函数</translation>
    </message>
    <message>
        <source>Convolutions</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充边界</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Sort and search</source>
        <translation>排序与查找</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>原地操作（in-place）</translation>
    </message>
    <message>
        <source>Absolute value</source>
        <translation>绝对值</translation>
    </message>
    <message>
        <source>The magnitude of each element.</source>
        <translation>逐元素取绝对值。</translation>
    </message>
    <message>
        <source>magnitude modulus</source>
        <translation>模 大小 绝对值</translation>
    </message>
    <message>
        <source>Absolute value in place</source>
        <translation>绝对值（原地）</translation>
    </message>
    <message>
        <source>The magnitude of each element. The result is written into the first input.</source>
        <translation>逐元素取绝对值。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>magnitude modulus in-place inplace</source>
        <translation>模 大小 绝对值 原地 就地</translation>
    </message>
    <message>
        <source>Arccosine</source>
        <translation>反余弦</translation>
    </message>
    <message>
        <source>The angle in radians whose cosine each element is.</source>
        <translation>余弦值等于各元素的角，以弧度为单位。</translation>
    </message>
    <message>
        <source>trigonometric inverse</source>
        <translation>三角函数 反函数</translation>
    </message>
    <message>
        <source>Arccosine in place</source>
        <translation>反余弦（原地）</translation>
    </message>
    <message>
        <source>The angle in radians whose cosine each element is. The result is written into the first input.</source>
        <translation>余弦值等于各元素的角，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>trigonometric inverse in-place inplace</source>
        <translation>三角函数 反函数 原地 就地</translation>
    </message>
    <message>
        <source>Inverse hyperbolic cosine</source>
        <translation>反双曲余弦</translation>
    </message>
    <message>
        <source>The number from 0 up whose hyperbolic cosine each element is.</source>
        <translation>双曲余弦值等于各元素的非负数。</translation>
    </message>
    <message>
        <source>hyperbolic inverse area</source>
        <translation>双曲函数 反函数</translation>
    </message>
    <message>
        <source>Inverse hyperbolic cosine in place</source>
        <translation>反双曲余弦（原地）</translation>
    </message>
    <message>
        <source>The number from 0 up whose hyperbolic cosine each element is. The result is written into the first input.</source>
        <translation>双曲余弦值等于各元素的非负数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>hyperbolic inverse area in-place inplace</source>
        <translation>双曲函数 反函数 原地 就地</translation>
    </message>
    <message>
        <source>Adaptive average pooling 1D</source>
        <translation>一维自适应平均池化</translation>
    </message>
    <message>
        <source>Averages of as many windows as are asked for in one dimension.</source>
        <translation>在一个维度上按所需的窗口个数划分，求各窗口的平均值。</translation>
    </message>
    <message>
        <source>mean pool global downsample</source>
        <translation>平均 均值 池化 全局 下采样</translation>
    </message>
    <message>
        <source>extents of the result; None leaves one as it is</source>
        <translation>结果各维度的大小；None 表示保持不变</translation>
    </message>
    <message>
        <source>Adaptive average pooling 2D</source>
        <translation>二维自适应平均池化</translation>
    </message>
    <message>
        <source>Averages of as many windows as are asked for in two dimensions.</source>
        <translation>在两个维度上按所需的窗口个数划分，求各窗口的平均值。</translation>
    </message>
    <message>
        <source>Adaptive average pooling 3D</source>
        <translation>三维自适应平均池化</translation>
    </message>
    <message>
        <source>Averages of as many windows as are asked for in three dimensions.</source>
        <translation>在三个维度上按所需的窗口个数划分，求各窗口的平均值。</translation>
    </message>
    <message>
        <source>Adaptive max pooling 1D</source>
        <translation>一维自适应最大池化</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in one dimension.</source>
        <translation>在一个维度上按所需的窗口个数划分，求各窗口的最大值。</translation>
    </message>
    <message>
        <source>maximum pool global downsample</source>
        <translation>最大 池化 全局 下采样</translation>
    </message>
    <message>
        <source>Adaptive max pooling 1D with places</source>
        <translation>一维自适应最大池化（含位置）</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in one dimension, and where they are.</source>
        <translation>在一个维度上按所需的窗口个数划分，求各窗口的最大值及其位置。</translation>
    </message>
    <message>
        <source>Adaptive max pooling 2D</source>
        <translation>二维自适应最大池化</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in two dimensions.</source>
        <translation>在两个维度上按所需的窗口个数划分，求各窗口的最大值。</translation>
    </message>
    <message>
        <source>Adaptive max pooling 2D with places</source>
        <translation>二维自适应最大池化（含位置）</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in two dimensions, and where they are.</source>
        <translation>在两个维度上按所需的窗口个数划分，求各窗口的最大值及其位置。</translation>
    </message>
    <message>
        <source>Adaptive max pooling 3D</source>
        <translation>三维自适应最大池化</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in three dimensions.</source>
        <translation>在三个维度上按所需的窗口个数划分，求各窗口的最大值。</translation>
    </message>
    <message>
        <source>Adaptive max pooling 3D with places</source>
        <translation>三维自适应最大池化（含位置）</translation>
    </message>
    <message>
        <source>Maxima of as many windows as are asked for in three dimensions, and where they are.</source>
        <translation>在三个维度上按所需的窗口个数划分，求各窗口的最大值及其位置。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加</translation>
    </message>
    <message>
        <source>The sum of the inputs, element by element.</source>
        <translation>各输入逐元素相加。</translation>
    </message>
    <message>
        <source>plus sum +</source>
        <translation>加法 相加 求和 之和 +</translation>
    </message>
    <message>
        <source>factor of the second input</source>
        <translation>第二个输入的系数</translation>
    </message>
    <message>
        <source>Add in place</source>
        <translation>加（原地）</translation>
    </message>
    <message>
        <source>The sum of the inputs, element by element. The result is written into the first input.</source>
        <translation>各输入逐元素相加。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>plus sum + in-place inplace</source>
        <translation>加法 相加 求和 之和 + 原地 就地</translation>
    </message>
    <message>
        <source>Add sum of products</source>
        <translation>加上矩阵积之和</translation>
    </message>
    <message>
        <source>The first input plus the sum of the products of two batches of matrices.</source>
        <translation>第一个输入加上两批矩阵逐对相乘之积的总和。</translation>
    </message>
    <message>
        <source>product matrix fused</source>
        <translation>乘积 矩阵 融合</translation>
    </message>
    <message>
        <source>factor of the first input</source>
        <translation>第一个输入的系数</translation>
    </message>
    <message>
        <source>factor of the product</source>
        <translation>乘积的系数</translation>
    </message>
    <message>
        <source>Add sum of products in place</source>
        <translation>加上矩阵积之和（原地）</translation>
    </message>
    <message>
        <source>The first input plus the sum of the products of two batches of matrices. The result is written into the first input.</source>
        <translation>第一个输入加上两批矩阵逐对相乘之积的总和。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>product matrix fused in-place inplace</source>
        <translation>乘积 矩阵 融合 原地 就地</translation>
    </message>
    <message>
        <source>Add quotient</source>
        <translation>加上商</translation>
    </message>
    <message>
        <source>The first input plus the quotient of the others, times a number.</source>
        <translation>第一个输入加上另两个输入之商乘以一个数。</translation>
    </message>
    <message>
        <source>fused divide</source>
        <translation>融合 除</translation>
    </message>
    <message>
        <source>factor of what is added</source>
        <translation>所加之项的系数</translation>
    </message>
    <message>
        <source>Add quotient in place</source>
        <translation>加上商（原地）</translation>
    </message>
    <message>
        <source>The first input plus the quotient of the others, times a number. The result is written into the first input.</source>
        <translation>第一个输入加上另两个输入之商乘以一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>fused divide in-place inplace</source>
        <translation>融合 除 原地 就地</translation>
    </message>
    <message>
        <source>Add product</source>
        <translation>加上积</translation>
    </message>
    <message>
        <source>The first input plus the product of the others, times a number.</source>
        <translation>第一个输入加上另两个输入之积乘以一个数。</translation>
    </message>
    <message>
        <source>fused multiply</source>
        <translation>融合 乘</translation>
    </message>
    <message>
        <source>Add product in place</source>
        <translation>加上积（原地）</translation>
    </message>
    <message>
        <source>The first input plus the product of the others, times a number. The result is written into the first input.</source>
        <translation>第一个输入加上另两个输入之积乘以一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>fused multiply in-place inplace</source>
        <translation>融合 乘 原地 就地</translation>
    </message>
    <message>
        <source>Add matrix product</source>
        <translation>加上矩阵积</translation>
    </message>
    <message>
        <source>The first input plus the product of two matrices.</source>
        <translation>第一个输入加上两个矩阵的乘积。</translation>
    </message>
    <message>
        <source>Add matrix product in place</source>
        <translation>加上矩阵积（原地）</translation>
    </message>
    <message>
        <source>The first input plus the product of two matrices. The result is written into the first input.</source>
        <translation>第一个输入加上两个矩阵的乘积。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Add matrix-vector product</source>
        <translation>加上矩阵向量积</translation>
    </message>
    <message>
        <source>The first input plus the product of a matrix and a vector.</source>
        <translation>第一个输入加上矩阵与向量的乘积。</translation>
    </message>
    <message>
        <source>Add matrix-vector product in place</source>
        <translation>加上矩阵向量积（原地）</translation>
    </message>
    <message>
        <source>The first input plus the product of a matrix and a vector. The result is written into the first input.</source>
        <translation>第一个输入加上矩阵与向量的乘积。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Add outer product</source>
        <translation>加上外积</translation>
    </message>
    <message>
        <source>The first input plus the outer product of two vectors.</source>
        <translation>第一个输入加上两个向量的外积。</translation>
    </message>
    <message>
        <source>Add outer product in place</source>
        <translation>加上外积（原地）</translation>
    </message>
    <message>
        <source>The first input plus the outer product of two vectors. The result is written into the first input.</source>
        <translation>第一个输入加上两个向量的外积。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Adjoint</source>
        <translation>伴随</translation>
    </message>
    <message>
        <source>The last two dimensions exchanged; for real numbers the same as the transpose.</source>
        <translation>交换最后两个维度；对实数而言与转置相同。</translation>
    </message>
    <message>
        <source>Airy function</source>
        <translation>艾里函数</translation>
    </message>
    <message>
        <source>Airy function at each element.</source>
        <translation>逐元素求艾里函数。</translation>
    </message>
    <message>
        <source>bessel cylinder wave</source>
        <translation>贝塞尔 柱函数 波</translation>
    </message>
    <message>
        <source>Alias as copy</source>
        <translation>别名（副本）</translation>
    </message>
    <message>
        <source>A copy with memory of its own.</source>
        <translation>拥有独立内存的副本。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部为真</translation>
    </message>
    <message>
        <source>Whether all elements are true, of all or along some dimensions.</source>
        <translation>是否所有元素都为真，可对全部元素或某些维度判断。</translation>
    </message>
    <message>
        <source>true logic bool reduce</source>
        <translation>真 逻辑 布尔 归约</translation>
    </message>
    <message>
        <source>Alpha dropout</source>
        <translation>Alpha Dropout</translation>
    </message>
    <message>
        <source>Dropout that keeps mean and variance, for networks with SELU.</source>
        <translation>保持均值与方差的 Dropout，用于采用 SELU 的网络。</translation>
    </message>
    <message>
        <source>regularization random layer</source>
        <translation>正则化 随机 层 丢弃 随机失活</translation>
    </message>
    <message>
        <source>how likely each is left out</source>
        <translation>每个元素被丢弃的概率</translation>
    </message>
    <message>
        <source>without, nothing is left out</source>
        <translation>为 False 时不丢弃任何元素</translation>
    </message>
    <message>
        <source>Alpha dropout in place</source>
        <translation>Alpha Dropout（原地）</translation>
    </message>
    <message>
        <source>Dropout that keeps mean and variance, for networks with SELU. The result is written into the first input.</source>
        <translation>保持均值与方差的 Dropout，用于采用 SELU 的网络。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Maximum along dimensions</source>
        <translation>沿若干维度最大值</translation>
    </message>
    <message>
        <source>The largest elements along some dimensions; equals share the gradient.</source>
        <translation>沿某些维度的最大元素；相等者平分梯度。</translation>
    </message>
    <message>
        <source>Minimum along dimensions</source>
        <translation>沿若干维度最小值</translation>
    </message>
    <message>
        <source>The smallest elements along some dimensions; equals share the gradient.</source>
        <translation>沿某些维度的最小元素；相等者平分梯度。</translation>
    </message>
    <message>
        <source>Minimum and maximum</source>
        <translation>最小值与最大值</translation>
    </message>
    <message>
        <source>The smallest and the largest element, of all or along a dimension.</source>
        <translation>最小与最大的元素，可对全部元素或沿一个维度求。</translation>
    </message>
    <message>
        <source>range extremum reduce</source>
        <translation>范围 极值 归约</translation>
    </message>
    <message>
        <source>all if empty</source>
        <translation>为空则取全部</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>辐角</translation>
    </message>
    <message>
        <source>0 for positive elements, π for negative ones.</source>
        <translation>正元素为 0，负元素为 π。</translation>
    </message>
    <message>
        <source>argument phase complex</source>
        <translation>辐角 相位 复数</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任一为真</translation>
    </message>
    <message>
        <source>Whether any elements are true, of all or along some dimensions.</source>
        <translation>是否有元素为真，可对全部元素或某些维度判断。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>等差序列</translation>
    </message>
    <message>
        <source>Values from start to end, end not included, at a fixed distance.</source>
        <translation>从 start 到 end（不含 end）的等间隔数值。</translation>
    </message>
    <message>
        <source>sequence count</source>
        <translation>数列 序列 计数 范围</translation>
    </message>
    <message>
        <source>the first value</source>
        <translation>第一个值</translation>
    </message>
    <message>
        <source>where to stop; not included</source>
        <translation>终止值，不包含在内</translation>
    </message>
    <message>
        <source>the distance between values</source>
        <translation>相邻数值的间隔</translation>
    </message>
    <message>
        <source>element type</source>
        <translation>元素类型</translation>
    </message>
    <message>
        <source>whether operations are recorded</source>
        <translation>是否追踪在其上的操作</translation>
    </message>
    <message>
        <source>Index of maximum</source>
        <translation>最大值的位置</translation>
    </message>
    <message>
        <source>Where the largest element is, among all or along a dimension.</source>
        <translation>最大元素所在的位置，可在全部元素中或沿一个维度找。</translation>
    </message>
    <message>
        <source>largest indices position reduce</source>
        <translation>最大 下标 位置 归约</translation>
    </message>
    <message>
        <source>dimension to search; all if empty</source>
        <translation>查找的维度；为空则取全部</translation>
    </message>
    <message>
        <source>Index of minimum</source>
        <translation>最小值的位置</translation>
    </message>
    <message>
        <source>Where the smallest element is, among all or along a dimension.</source>
        <translation>最小元素所在的位置，可在全部元素中或沿一个维度找。</translation>
    </message>
    <message>
        <source>smallest indices position reduce</source>
        <translation>最小 下标 位置 归约</translation>
    </message>
    <message>
        <source>Sorting indices</source>
        <translation>排序下标</translation>
    </message>
    <message>
        <source>The indices that sort the elements along a dimension.</source>
        <translation>沿某一维度将元素排序的下标。</translation>
    </message>
    <message>
        <source>order rank permutation</source>
        <translation>排序 次序 名次 排列</translation>
    </message>
    <message>
        <source>the dimension to sort along</source>
        <translation>沿哪个维度排序</translation>
    </message>
    <message>
        <source>the largest first</source>
        <translation>最大的在前</translation>
    </message>
    <message>
        <source>equals stay in order, always</source>
        <translation>相等的元素始终保持原有次序</translation>
    </message>
    <message>
        <source>Places of nonzero</source>
        <translation>非零元素的位置</translation>
    </message>
    <message>
        <source>The places of all elements that are not 0, one in each row.</source>
        <translation>所有不为 0 的元素的位置，每行一个。</translation>
    </message>
    <message>
        <source>places find indices</source>
        <translation>位置 查找 下标 非零</translation>
    </message>
    <message>
        <source>As strided</source>
        <translation>按步长取视图</translation>
    </message>
    <message>
        <source>The memory of the tensor seen with any extents, strides and offset.</source>
        <translation>以任意的大小、步长和偏移来看张量的内存。</translation>
    </message>
    <message>
        <source>memory stride window</source>
        <translation>内存 步长 窗口</translation>
    </message>
    <message>
        <source>the extents of the result</source>
        <translation>结果各维度的大小</translation>
    </message>
    <message>
        <source>the step in memory for each dimension, in elements</source>
        <translation>各维度在内存中的步长，以元素计</translation>
    </message>
    <message>
        <source>where to begin in memory, in elements</source>
        <translation>在内存中的起点，以元素计</translation>
    </message>
    <message>
        <source>As strided in place</source>
        <translation>按步长取视图（原地）</translation>
    </message>
    <message>
        <source>The memory of the tensor seen with any extents, strides and offset. The tensor itself changes.</source>
        <translation>以任意的大小、步长和偏移来看张量的内存。张量本身随之改变。</translation>
    </message>
    <message>
        <source>memory stride window in-place inplace</source>
        <translation>内存 步长 窗口 原地 就地</translation>
    </message>
    <message>
        <source>As strided as copy</source>
        <translation>按步长取视图（副本）</translation>
    </message>
    <message>
        <source>The memory of the tensor seen with any extents, strides and offset, as a copy.</source>
        <translation>以任意的大小、步长和偏移来看张量的内存，返回副本。</translation>
    </message>
    <message>
        <source>Write by strides</source>
        <translation>按步长写入</translation>
    </message>
    <message>
        <source>A copy of the first tensor with the second where extents and strides say.</source>
        <translation>第一个张量的副本，在大小与步长所指之处换成第二个张量。</translation>
    </message>
    <message>
        <source>write embed replace</source>
        <translation>写入 嵌入 替换</translation>
    </message>
    <message>
        <source>Arcsine</source>
        <translation>反正弦</translation>
    </message>
    <message>
        <source>The angle in radians whose sine each element is.</source>
        <translation>正弦值等于各元素的角，以弧度为单位。</translation>
    </message>
    <message>
        <source>Arcsine in place</source>
        <translation>反正弦（原地）</translation>
    </message>
    <message>
        <source>The angle in radians whose sine each element is. The result is written into the first input.</source>
        <translation>正弦值等于各元素的角，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Inverse hyperbolic sine</source>
        <translation>反双曲正弦</translation>
    </message>
    <message>
        <source>The number whose hyperbolic sine each element is.</source>
        <translation>双曲正弦值等于各元素的数。</translation>
    </message>
    <message>
        <source>Inverse hyperbolic sine in place</source>
        <translation>反双曲正弦（原地）</translation>
    </message>
    <message>
        <source>The number whose hyperbolic sine each element is. The result is written into the first input.</source>
        <translation>双曲正弦值等于各元素的数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Arctangent</source>
        <translation>反正切</translation>
    </message>
    <message>
        <source>The angle in radians whose tangent each element is.</source>
        <translation>正切值等于各元素的角，以弧度为单位。</translation>
    </message>
    <message>
        <source>Angle of point</source>
        <translation>点的方位角</translation>
    </message>
    <message>
        <source>The angle of the point (b, a) to the first axis, in radians.</source>
        <translation>点 (b, a) 与第一坐标轴的夹角，以弧度为单位。</translation>
    </message>
    <message>
        <source>arctan2 arctangent angle</source>
        <translation>arctan2 反正切 角度</translation>
    </message>
    <message>
        <source>Angle of point in place</source>
        <translation>点的方位角（原地）</translation>
    </message>
    <message>
        <source>The angle of the point (b, a) to the first axis, in radians. The result is written into the first input.</source>
        <translation>点 (b, a) 与第一坐标轴的夹角，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>arctan2 arctangent angle in-place inplace</source>
        <translation>arctan2 反正切 角度 原地 就地</translation>
    </message>
    <message>
        <source>Arctangent in place</source>
        <translation>反正切（原地）</translation>
    </message>
    <message>
        <source>The angle in radians whose tangent each element is. The result is written into the first input.</source>
        <translation>正切值等于各元素的角，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Inverse hyperbolic tangent</source>
        <translation>反双曲正切</translation>
    </message>
    <message>
        <source>The number whose hyperbolic tangent each element is.</source>
        <translation>双曲正切值等于各元素的数。</translation>
    </message>
    <message>
        <source>Inverse hyperbolic tangent in place</source>
        <translation>反双曲正切（原地）</translation>
    </message>
    <message>
        <source>The number whose hyperbolic tangent each element is. The result is written into the first input.</source>
        <translation>双曲正切值等于各元素的数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>At least 1-d</source>
        <translation>至少一维</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 are added until there are 1.</source>
        <translation>补上大小为 1 的维度，直到有一维。</translation>
    </message>
    <message>
        <source>unsqueeze dimensions</source>
        <translation>升维 维度 unsqueeze</translation>
    </message>
    <message>
        <source>Each at least 1-d</source>
        <translation>各张量至少一维</translation>
    </message>
    <message>
        <source>Each tensor gets dimensions of extent 1 until there are 1.</source>
        <translation>给每个张量补上大小为 1 的维度，直到有一维。</translation>
    </message>
    <message>
        <source>At least 2-d</source>
        <translation>至少二维</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 are added until there are 2.</source>
        <translation>补上大小为 1 的维度，直到有二维。</translation>
    </message>
    <message>
        <source>Each at least 2-d</source>
        <translation>各张量至少二维</translation>
    </message>
    <message>
        <source>Each tensor gets dimensions of extent 1 until there are 2.</source>
        <translation>给每个张量补上大小为 1 的维度，直到有二维。</translation>
    </message>
    <message>
        <source>At least 3-d</source>
        <translation>至少三维</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 are added until there are 3.</source>
        <translation>补上大小为 1 的维度，直到有三维。</translation>
    </message>
    <message>
        <source>Each at least 3-d</source>
        <translation>各张量至少三维</translation>
    </message>
    <message>
        <source>Each tensor gets dimensions of extent 1 until there are 3.</source>
        <translation>给每个张量补上大小为 1 的维度，直到有三维。</translation>
    </message>
    <message>
        <source>Average pooling 1D</source>
        <translation>一维平均池化</translation>
    </message>
    <message>
        <source>The average of each window that slides in one dimension.</source>
        <translation>窗口沿一个维度滑动，求每个窗口的平均值。</translation>
    </message>
    <message>
        <source>mean pool downsample window</source>
        <translation>平均 均值 池化 下采样 窗口</translation>
    </message>
    <message>
        <source>extent of the window</source>
        <translation>窗口的大小</translation>
    </message>
    <message>
        <source>how far it moves; its extent if empty</source>
        <translation>窗口每次移动多远；留空则等于窗口大小</translation>
    </message>
    <message>
        <source>how much is added on each side</source>
        <translation>两侧各填充多少</translation>
    </message>
    <message>
        <source>also windows that reach over the end</source>
        <translation>也计入超出末端的窗口</translation>
    </message>
    <message>
        <source>count the padding as elements</source>
        <translation>把填充也算作元素</translation>
    </message>
    <message>
        <source>Average pooling 2D</source>
        <translation>二维平均池化</translation>
    </message>
    <message>
        <source>The average of each window that slides in two dimensions.</source>
        <translation>窗口沿两个维度滑动，求每个窗口的平均值。</translation>
    </message>
    <message>
        <source>divide by this instead</source>
        <translation>改为除以此数</translation>
    </message>
    <message>
        <source>Average pooling 3D</source>
        <translation>三维平均池化</translation>
    </message>
    <message>
        <source>The average of each window that slides in three dimensions.</source>
        <translation>窗口沿三个维度滑动，求每个窗口的平均值。</translation>
    </message>
    <message>
        <source>Add batch of products</source>
        <translation>加上批量矩阵积</translation>
    </message>
    <message>
        <source>The first input plus the products of two batches of matrices.</source>
        <translation>第一个输入加上两批矩阵逐对相乘之积。</translation>
    </message>
    <message>
        <source>Add batch of products in place</source>
        <translation>加上批量矩阵积（原地）</translation>
    </message>
    <message>
        <source>The first input plus the products of two batches of matrices. The result is written into the first input.</source>
        <translation>第一个输入加上两批矩阵逐对相乘之积。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Batch normalization</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Each channel with mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation>使每个通道在整批上均值为 0、方差为 1，再缩放并平移。</translation>
    </message>
    <message>
        <source>batchnorm layer standardize</source>
        <translation>归一化 批归一化 批量归一化 batchnorm 层 标准化</translation>
    </message>
    <message>
        <source>means so far, moved in training</source>
        <translation>至今的均值，训练时更新</translation>
    </message>
    <message>
        <source>variances so far, moved in training</source>
        <translation>至今的方差，训练时更新</translation>
    </message>
    <message>
        <source>what the normalised values are multiplied by</source>
        <translation>归一化后的值所乘的系数</translation>
    </message>
    <message>
        <source>what is added to them</source>
        <translation>再加上的偏置</translation>
    </message>
    <message>
        <source>use the statistics of this batch</source>
        <translation>使用本批的统计量</translation>
    </message>
    <message>
        <source>how far running statistics move</source>
        <translation>滑动统计量的更新幅度（动量）</translation>
    </message>
    <message>
        <source>added to the variance</source>
        <translation>加到方差上的数</translation>
    </message>
    <message>
        <source>Bernoulli</source>
        <translation>伯努利采样</translation>
    </message>
    <message>
        <source>1 with the probability that each element says, else 0.</source>
        <translation>按各元素给出的概率取 1，否则取 0。</translation>
    </message>
    <message>
        <source>random coin probability</source>
        <translation>随机 抛硬币 概率 伯努利</translation>
    </message>
    <message>
        <source>Bernoulli in place</source>
        <translation>伯努利采样（原地）</translation>
    </message>
    <message>
        <source>Every element becomes 1 with one probability, else 0.</source>
        <translation>所有元素都以同一个概率变为 1，否则变为 0。</translation>
    </message>
    <message>
        <source>random in-place fill sample</source>
        <translation>随机 原地 就地 填充 采样 伯努利</translation>
    </message>
    <message>
        <source>the probability of 1</source>
        <translation>取 1 的概率</translation>
    </message>
    <message>
        <source>Bernoulli of one probability</source>
        <translation>单一概率的伯努利采样</translation>
    </message>
    <message>
        <source>1 with one probability, else 0, in the shape and type of the input.</source>
        <translation>以同一个概率取 1，否则取 0，形状与类型同输入。</translation>
    </message>
    <message>
        <source>Bernoulli of probabilities in place</source>
        <translation>按概率张量伯努利采样（原地）</translation>
    </message>
    <message>
        <source>Every element becomes 1 with the probability in another tensor, else 0.</source>
        <translation>各元素以另一个张量中的概率变为 1，否则变为 0。</translation>
    </message>
    <message>
        <source>Bessel function J0</source>
        <translation>贝塞尔函数 J0</translation>
    </message>
    <message>
        <source>Bessel function J0 at each element.</source>
        <translation>逐元素求贝塞尔函数 J0。</translation>
    </message>
    <message>
        <source>Bessel function J1</source>
        <translation>贝塞尔函数 J1</translation>
    </message>
    <message>
        <source>Bessel function J1 at each element.</source>
        <translation>逐元素求贝塞尔函数 J1。</translation>
    </message>
    <message>
        <source>Bessel function Y0</source>
        <translation>贝塞尔函数 Y0</translation>
    </message>
    <message>
        <source>Bessel function Y0 at each element.</source>
        <translation>逐元素求贝塞尔函数 Y0。</translation>
    </message>
    <message>
        <source>Bessel function Y1</source>
        <translation>贝塞尔函数 Y1</translation>
    </message>
    <message>
        <source>Bessel function Y1 at each element.</source>
        <translation>逐元素求贝塞尔函数 Y1。</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>A form that is linear in each of two inputs, for each output.</source>
        <translation>每个输出都是对两个输入分别线性的双线性型。</translation>
    </message>
    <message>
        <source>layer product</source>
        <translation>层 乘积 双线性</translation>
    </message>
    <message>
        <source>a matrix of factors for each output</source>
        <translation>每个输出对应一个系数矩阵</translation>
    </message>
    <message>
        <source>what is added to each output</source>
        <translation>加到每个输出上的偏置</translation>
    </message>
    <message>
        <source>Binary cross entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>How badly probabilities predict targets between 0 and 1.</source>
        <translation>衡量预测概率与 0 到 1 之间的目标相差多少。</translation>
    </message>
    <message>
        <source>BCE classification criterion</source>
        <translation>BCE 分类 损失函数 准则 二分类 交叉熵</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>a factor for each loss</source>
        <translation>每项损失的权重</translation>
    </message>
    <message>
        <source>what becomes of the losses: none, mean or sum</source>
        <translation>如何汇总各项损失：none、mean 或 sum</translation>
    </message>
    <message>
        <source>Binary cross entropy with logits</source>
        <translation>二元交叉熵（logits）</translation>
    </message>
    <message>
        <source>The binary cross entropy of the sigmoid of scores.</source>
        <translation>得分经 sigmoid 后的二元交叉熵。</translation>
    </message>
    <message>
        <source>BCE classification criterion sigmoid</source>
        <translation>BCE 分类 损失函数 准则 二分类 交叉熵 sigmoid</translation>
    </message>
    <message>
        <source>scores, of which the sigmoid is taken</source>
        <translation>得分，将对其取 sigmoid</translation>
    </message>
    <message>
        <source>a factor for the positive targets</source>
        <translation>正类目标的权重</translation>
    </message>
    <message>
        <source>Count of each number</source>
        <translation>逐数计数</translation>
    </message>
    <message>
        <source>How often each number from 0 occurs in a vector.</source>
        <translation>从 0 起的每个整数在向量中出现的次数。</translation>
    </message>
    <message>
        <source>frequency classes histogram</source>
        <translation>频数 频率 类别 直方图 计数</translation>
    </message>
    <message>
        <source>what each element counts</source>
        <translation>每个元素计多少</translation>
    </message>
    <message>
        <source>the least number of bins</source>
        <translation>计数格的最少个数</translation>
    </message>
    <message>
        <source>Bitwise and</source>
        <translation>按位与</translation>
    </message>
    <message>
        <source>The bits that are set in both inputs; of masks, where both are true.</source>
        <translation>两个输入中都为 1 的位；对掩码而言，两者都为真之处。</translation>
    </message>
    <message>
        <source>bits binary &amp;</source>
        <translation>位运算 二进制 &amp;</translation>
    </message>
    <message>
        <source>Bitwise and in place</source>
        <translation>按位与（原地）</translation>
    </message>
    <message>
        <source>The bits that are set in both inputs; of masks, where both are true. The result is written into the first input.</source>
        <translation>两个输入中都为 1 的位；对掩码而言，两者都为真之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bits binary &amp; in-place inplace</source>
        <translation>位运算 二进制 &amp; 原地 就地</translation>
    </message>
    <message>
        <source>Shift bits left</source>
        <translation>左移位</translation>
    </message>
    <message>
        <source>The bits of the first input moved up by as many places as the second says.</source>
        <translation>把第一个输入的各位向高位移动第二个输入所说的位数。</translation>
    </message>
    <message>
        <source>bits binary &lt;&lt;</source>
        <translation>位运算 二进制 &lt;&lt;</translation>
    </message>
    <message>
        <source>Shift bits left in place</source>
        <translation>左移位（原地）</translation>
    </message>
    <message>
        <source>The bits of the first input moved up by as many places as the second says. The result is written into the first input.</source>
        <translation>把第一个输入的各位向高位移动第二个输入所说的位数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bits binary &lt;&lt; in-place inplace</source>
        <translation>位运算 二进制 &lt;&lt; 原地 就地</translation>
    </message>
    <message>
        <source>Bitwise not</source>
        <translation>按位取反</translation>
    </message>
    <message>
        <source>Each bit of each element inverted; the other truth value for bool.</source>
        <translation>各元素的每一位取反；bool 则取相反的真值。</translation>
    </message>
    <message>
        <source>invert mask negate ~</source>
        <translation>取反 掩码 ~</translation>
    </message>
    <message>
        <source>Bitwise not in place</source>
        <translation>按位取反（原地）</translation>
    </message>
    <message>
        <source>Each bit of each element inverted; the other truth value for bool. The result is written into the first input.</source>
        <translation>各元素的每一位取反；bool 则取相反的真值。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>invert mask negate ~ in-place inplace</source>
        <translation>取反 掩码 ~ 原地 就地</translation>
    </message>
    <message>
        <source>Bitwise or</source>
        <translation>按位或</translation>
    </message>
    <message>
        <source>The bits that are set in one of the inputs; of masks, where one is true.</source>
        <translation>任一输入中为 1 的位；对掩码而言，任一为真之处。</translation>
    </message>
    <message>
        <source>bits binary |</source>
        <translation>位运算 二进制 |</translation>
    </message>
    <message>
        <source>Bitwise or in place</source>
        <translation>按位或（原地）</translation>
    </message>
    <message>
        <source>The bits that are set in one of the inputs; of masks, where one is true. The result is written into the first input.</source>
        <translation>任一输入中为 1 的位；对掩码而言，任一为真之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bits binary | in-place inplace</source>
        <translation>位运算 二进制 | 原地 就地</translation>
    </message>
    <message>
        <source>Shift bits right</source>
        <translation>右移位</translation>
    </message>
    <message>
        <source>The bits of the first input moved down by as many places as the second says.</source>
        <translation>把第一个输入的各位向低位移动第二个输入所说的位数。</translation>
    </message>
    <message>
        <source>bits binary &gt;&gt;</source>
        <translation>位运算 二进制 &gt;&gt;</translation>
    </message>
    <message>
        <source>Shift bits right in place</source>
        <translation>右移位（原地）</translation>
    </message>
    <message>
        <source>The bits of the first input moved down by as many places as the second says. The result is written into the first input.</source>
        <translation>把第一个输入的各位向低位移动第二个输入所说的位数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bits binary &gt;&gt; in-place inplace</source>
        <translation>位运算 二进制 &gt;&gt; 原地 就地</translation>
    </message>
    <message>
        <source>Bitwise either or</source>
        <translation>按位异或</translation>
    </message>
    <message>
        <source>The bits that are set in just one of the inputs.</source>
        <translation>只在一个输入中为 1 的位。</translation>
    </message>
    <message>
        <source>bits binary ^</source>
        <translation>位运算 二进制 ^</translation>
    </message>
    <message>
        <source>Bitwise either or in place</source>
        <translation>按位异或（原地）</translation>
    </message>
    <message>
        <source>The bits that are set in just one of the inputs. The result is written into the first input.</source>
        <translation>只在一个输入中为 1 的位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bits binary ^ in-place inplace</source>
        <translation>位运算 二进制 ^ 原地 就地</translation>
    </message>
    <message>
        <source>Diagonal of blocks</source>
        <translation>分块对角矩阵</translation>
    </message>
    <message>
        <source>Matrices along the diagonal of a larger one, with zeros around them.</source>
        <translation>把若干矩阵排在一个更大矩阵的对角线上，其余为 0。</translation>
    </message>
    <message>
        <source>matrix join</source>
        <translation>矩阵 拼接 块对角</translation>
    </message>
    <message>
        <source>Multiply batches</source>
        <translation>批量矩阵乘</translation>
    </message>
    <message>
        <source>The products of two equally long batches of matrices.</source>
        <translation>两批数量相同的矩阵逐对相乘。</translation>
    </message>
    <message>
        <source>matrix product @</source>
        <translation>矩阵 乘积 @</translation>
    </message>
    <message>
        <source>Broadcast together</source>
        <translation>相互广播</translation>
    </message>
    <message>
        <source>Tensors expanded to their common shape, without copying.</source>
        <translation>把各张量扩展到共同的形状，不复制数据。</translation>
    </message>
    <message>
        <source>expand shape</source>
        <translation>扩展 形状 广播</translation>
    </message>
    <message>
        <source>Broadcast to</source>
        <translation>广播到</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 repeated without copying: another name for expand.</source>
        <translation>把大小为 1 的维度重复展开而不复制：expand 的另一个名称。</translation>
    </message>
    <message>
        <source>expand repeat</source>
        <translation>扩展 重复</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>分桶</translation>
    </message>
    <message>
        <source>The number of the bucket between boundaries that each element falls into.</source>
        <translation>各元素落入边界之间的第几个桶。</translation>
    </message>
    <message>
        <source>bins search digitize quantize</source>
        <translation>分箱 查找 离散化 量化</translation>
    </message>
    <message>
        <source>sorted</source>
        <translation>已排好序</translation>
    </message>
    <message>
        <source>int32 instead of int64</source>
        <translation>用 int32 而不用 int64</translation>
    </message>
    <message>
        <source>after equals, not before</source>
        <translation>排在相等者之后，而不是之前</translation>
    </message>
    <message>
        <source>Cartesian product</source>
        <translation>笛卡尔积</translation>
    </message>
    <message>
        <source>Every choice of one element from each vector, as rows.</source>
        <translation>从每个向量中各取一个元素的所有取法，每行一种。</translation>
    </message>
    <message>
        <source>pairs grid product</source>
        <translation>配对 网格 乘积 直积</translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Tensors joined along an existing dimension.</source>
        <translation>沿已有维度拼接张量。</translation>
    </message>
    <message>
        <source>join append</source>
        <translation>连接 合并 追加</translation>
    </message>
    <message>
        <source>the dimension to join along</source>
        <translation>沿哪个维度连接</translation>
    </message>
    <message>
        <source>Cauchy random in place</source>
        <translation>柯西随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes a random value of the Cauchy distribution.</source>
        <translation>每个元素变为服从柯西分布的随机数。</translation>
    </message>
    <message>
        <source>the median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>half the width at half the height</source>
        <translation>半高处宽度的一半</translation>
    </message>
    <message>
        <source>Distances between points</source>
        <translation>点之间的距离</translation>
    </message>
    <message>
        <source>The distance of each row of one matrix to each row of another.</source>
        <translation>一个矩阵的每一行到另一个矩阵每一行的距离。</translation>
    </message>
    <message>
        <source>pairwise Euclid metric</source>
        <translation>两两 成对 欧几里得 欧氏距离 度量</translation>
    </message>
    <message>
        <source>order of the norm</source>
        <translation>范数的阶</translation>
    </message>
    <message>
        <source>when to use products</source>
        <translation>何时改用矩阵乘法计算</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>向上取整</translation>
    </message>
    <message>
        <source>The smallest whole number that is not below each element.</source>
        <translation>不小于各元素的最小整数。</translation>
    </message>
    <message>
        <source>round up</source>
        <translation>取整 进一 舍入</translation>
    </message>
    <message>
        <source>Ceiling in place</source>
        <translation>向上取整（原地）</translation>
    </message>
    <message>
        <source>The smallest whole number that is not below each element. The result is written into the first input.</source>
        <translation>不小于各元素的最小整数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>round up in-place inplace</source>
        <translation>进一 舍入 原地 就地</translation>
    </message>
    <message>
        <source>CELU</source>
        <translation>CELU</translation>
    </message>
    <message>
        <source>An ELU whose slope is continuous for every alpha.</source>
        <translation>对任何 alpha 斜率都连续的 ELU。</translation>
    </message>
    <message>
        <source>exponential linear</source>
        <translation>指数 线性</translation>
    </message>
    <message>
        <source>how far below 0 it goes</source>
        <translation>在 0 以下能到多低</translation>
    </message>
    <message>
        <source>CELU in place</source>
        <translation>CELU（原地）</translation>
    </message>
    <message>
        <source>An ELU whose slope is continuous for every alpha. The result is written into the first input.</source>
        <translation>对任何 alpha 斜率都连续的 ELU。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponential linear in-place inplace</source>
        <translation>指数 线性 原地 就地</translation>
    </message>
    <message>
        <source>Channel shuffle</source>
        <translation>通道混洗</translation>
    </message>
    <message>
        <source>Channels dealt out again, so that the groups mix.</source>
        <translation>重新分配通道，使各组相互混合。</translation>
    </message>
    <message>
        <source>image channels resolution</source>
        <translation>图像 通道 分辨率 打乱</translation>
    </message>
    <message>
        <source>how many groups the channels are in</source>
        <translation>通道分成多少组</translation>
    </message>
    <message>
        <source>Chebyshev polynomial T</source>
        <translation>切比雪夫多项式 T</translation>
    </message>
    <message>
        <source>The Chebyshev polynomial T of a degree, at each element.</source>
        <translation>逐元素求指定次数的切比雪夫多项式 T。</translation>
    </message>
    <message>
        <source>orthogonal polynomial Chebyshev</source>
        <translation>正交 多项式 切比雪夫</translation>
    </message>
    <message>
        <source>Chebyshev polynomial U</source>
        <translation>切比雪夫多项式 U</translation>
    </message>
    <message>
        <source>The Chebyshev polynomial U of a degree, at each element.</source>
        <translation>逐元素求指定次数的切比雪夫多项式 U。</translation>
    </message>
    <message>
        <source>Chebyshev polynomial V</source>
        <translation>切比雪夫多项式 V</translation>
    </message>
    <message>
        <source>The Chebyshev polynomial V of a degree, at each element.</source>
        <translation>逐元素求指定次数的切比雪夫多项式 V。</translation>
    </message>
    <message>
        <source>Chebyshev polynomial W</source>
        <translation>切比雪夫多项式 W</translation>
    </message>
    <message>
        <source>The Chebyshev polynomial W of a degree, at each element.</source>
        <translation>逐元素求指定次数的切比雪夫多项式 W。</translation>
    </message>
    <message>
        <source>Cholesky decomposition (old)</source>
        <translation>Cholesky 分解（旧版）</translation>
    </message>
    <message>
        <source>The triangular root of a symmetric positive-definite matrix.</source>
        <translation>求三角因子，它与自身转置之积等于给定的对称正定矩阵。</translation>
    </message>
    <message>
        <source>positive triangular root</source>
        <translation>正定 三角 平方根 楚列斯基</translation>
    </message>
    <message>
        <source>upper, not lower triangles</source>
        <translation>取上三角，而不是下三角</translation>
    </message>
    <message>
        <source>Cholesky decomposition with report</source>
        <translation>Cholesky 分解（附错误信息）</translation>
    </message>
    <message>
        <source>refuse singular matrices</source>
        <translation>遇奇异矩阵则报错</translation>
    </message>
    <message>
        <source>Inverse by Cholesky factor</source>
        <translation>由 Cholesky 因子求逆</translation>
    </message>
    <message>
        <source>The inverse of a matrix that is given by its Cholesky factor.</source>
        <translation>由 Cholesky 因子给出的矩阵的逆矩阵。</translation>
    </message>
    <message>
        <source>inverse positive</source>
        <translation>逆 逆矩阵 正定</translation>
    </message>
    <message>
        <source>Solve by Cholesky factor</source>
        <translation>由 Cholesky 因子求解</translation>
    </message>
    <message>
        <source>The solution of a system whose matrix is given by its Cholesky factor.</source>
        <translation>系数矩阵由 Cholesky 因子给出的方程组的解。</translation>
    </message>
    <message>
        <source>equation positive</source>
        <translation>方程 方程组 正定</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>The tensor taken apart along a dimension, into a number of parts.</source>
        <translation>沿某一维度把张量分成若干块。</translation>
    </message>
    <message>
        <source>parts divide cut</source>
        <translation>分块 份 等分 切分</translation>
    </message>
    <message>
        <source>how many parts at most</source>
        <translation>最多分成几块</translation>
    </message>
    <message>
        <source>the dimension to split along</source>
        <translation>沿哪个维度分割</translation>
    </message>
    <message>
        <source>Clamp</source>
        <translation>截断到区间</translation>
    </message>
    <message>
        <source>Elements outside two limits are replaced by the nearer limit.</source>
        <translation>超出两个界限的元素由较近的界限代替。</translation>
    </message>
    <message>
        <source>clip limit min max</source>
        <translation>裁剪 界限 最小 最大</translation>
    </message>
    <message>
        <source>the lower limit; None for no limit</source>
        <translation>下限；None 表示没有</translation>
    </message>
    <message>
        <source>the upper limit; None for no limit</source>
        <translation>上限；None 表示没有</translation>
    </message>
    <message>
        <source>Clamp in place</source>
        <translation>截断到区间（原地）</translation>
    </message>
    <message>
        <source>Elements outside two limits are replaced by the nearer limit. The result is written into the first input.</source>
        <translation>超出两个界限的元素由较近的界限代替。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>clip limit min max in-place inplace</source>
        <translation>裁剪 界限 最小 最大 原地 就地</translation>
    </message>
    <message>
        <source>Clamp from above</source>
        <translation>截断上限</translation>
    </message>
    <message>
        <source>Elements above the limit are replaced by it.</source>
        <translation>大于界限的元素由界限代替。</translation>
    </message>
    <message>
        <source>limit clip max</source>
        <translation>界限 裁剪 最大</translation>
    </message>
    <message>
        <source>the limit</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Clamp from above in place</source>
        <translation>截断上限（原地）</translation>
    </message>
    <message>
        <source>Elements above the limit are replaced by it. The result is written into the first input.</source>
        <translation>大于界限的元素由界限代替。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>limit clip max in-place inplace</source>
        <translation>界限 裁剪 最大 原地 就地</translation>
    </message>
    <message>
        <source>Clamp from above of tensor</source>
        <translation>用张量截断上限</translation>
    </message>
    <message>
        <source>Clamp from above of tensor in place</source>
        <translation>用张量截断上限（原地）</translation>
    </message>
    <message>
        <source>Clamp from below</source>
        <translation>截断下限</translation>
    </message>
    <message>
        <source>Elements below the limit are replaced by it.</source>
        <translation>小于界限的元素由界限代替。</translation>
    </message>
    <message>
        <source>limit clip min</source>
        <translation>界限 裁剪 最小</translation>
    </message>
    <message>
        <source>Clamp from below in place</source>
        <translation>截断下限（原地）</translation>
    </message>
    <message>
        <source>Elements below the limit are replaced by it. The result is written into the first input.</source>
        <translation>小于界限的元素由界限代替。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>limit clip min in-place inplace</source>
        <translation>界限 裁剪 最小 原地 就地</translation>
    </message>
    <message>
        <source>Clamp from below of tensor</source>
        <translation>用张量截断下限</translation>
    </message>
    <message>
        <source>Clamp from below of tensor in place</source>
        <translation>用张量截断下限（原地）</translation>
    </message>
    <message>
        <source>Clamp between tensors</source>
        <translation>在张量之间截断</translation>
    </message>
    <message>
        <source>Clamp between tensors in place</source>
        <translation>在张量之间截断（原地）</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>A copy with memory of its own, through which gradients flow.</source>
        <translation>拥有独立内存的副本，梯度可以流过。</translation>
    </message>
    <message>
        <source>copy duplicate</source>
        <translation>复制 拷贝 副本</translation>
    </message>
    <message>
        <source>Fold windows</source>
        <translation>合并窗口</translation>
    </message>
    <message>
        <source>Puts columns back to the windows they came from, and adds up where they overlap.</source>
        <translation>把各列放回它们原来的窗口，重叠处相加。</translation>
    </message>
    <message>
        <source>col2im patch window block</source>
        <translation>col2im 图块 窗口 块 折叠</translation>
    </message>
    <message>
        <source>extents of the result</source>
        <translation>结果各维的大小</translation>
    </message>
    <message>
        <source>distance of the elements that the window takes</source>
        <translation>窗口所取元素的间距（膨胀）</translation>
    </message>
    <message>
        <source>zeros on each side</source>
        <translation>两侧各补多少个 0</translation>
    </message>
    <message>
        <source>how far the window moves</source>
        <translation>窗口每次移动的步长</translation>
    </message>
    <message>
        <source>Stack columns</source>
        <translation>按列堆叠</translation>
    </message>
    <message>
        <source>Tensors joined along their columns; each vector is a column.</source>
        <translation>沿列方向拼接张量；每个向量作为一列。</translation>
    </message>
    <message>
        <source>concatenate join cat</source>
        <translation>连接 合并 拼接 cat</translation>
    </message>
    <message>
        <source>Combinations</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>Every choice of several elements from a vector, as rows.</source>
        <translation>从向量中选取若干元素的所有取法，每行一种。</translation>
    </message>
    <message>
        <source>pairs choose</source>
        <translation>配对 选取 组合数</translation>
    </message>
    <message>
        <source>how many elements to choose</source>
        <translation>选取多少个元素</translation>
    </message>
    <message>
        <source>an element may come again</source>
        <translation>元素可以重复选取</translation>
    </message>
    <message>
        <source>Condition number</source>
        <translation>条件数</translation>
    </message>
    <message>
        <source>How much solving with a matrix magnifies errors.</source>
        <translation>用一个矩阵求解方程时误差放大的程度。</translation>
    </message>
    <message>
        <source>stability singular</source>
        <translation>稳定性 奇异 病态</translation>
    </message>
    <message>
        <source>the order of the norms</source>
        <translation>所用范数的阶</translation>
    </message>
    <message>
        <source>Conjugate</source>
        <translation>共轭</translation>
    </message>
    <message>
        <source>The complex conjugate of the input: the input itself.</source>
        <translation>输入的复共轭：即输入本身。</translation>
    </message>
    <message>
        <source>complex</source>
        <translation>复数</translation>
    </message>
    <message>
        <source>Conjugate values</source>
        <translation>共轭值</translation>
    </message>
    <message>
        <source>The complex conjugate: the input itself.</source>
        <translation>复共轭：即输入本身。</translation>
    </message>
    <message>
        <source>Conjugate values in place</source>
        <translation>共轭值（原地）</translation>
    </message>
    <message>
        <source>The complex conjugate: no change.</source>
        <translation>复共轭：没有变化。</translation>
    </message>
    <message>
        <source>Pad with a constant</source>
        <translation>常数填充边界</translation>
    </message>
    <message>
        <source>The tensor with a border of one value; negative widths cut from it.</source>
        <translation>用同一个值给张量加上边框；宽度为负则裁去。</translation>
    </message>
    <message>
        <source>border margin enlarge crop</source>
        <translation>边框 边缘 扩大 裁剪 填充 补零</translation>
    </message>
    <message>
        <source>how much to add: left, right of the last dimension, and so on</source>
        <translation>各侧增加多少：最后一维的左、右，依此类推</translation>
    </message>
    <message>
        <source>what to fill in</source>
        <translation>填入的值</translation>
    </message>
    <message>
        <source>Contiguous</source>
        <translation>连续化</translation>
    </message>
    <message>
        <source>The tensor itself if its elements lie in row-major order, else a copy that does.</source>
        <translation>若元素按行优先顺序存放则返回自身，否则返回按行优先存放的副本。</translation>
    </message>
    <message>
        <source>copy layout</source>
        <translation>复制 内存 布局 连续</translation>
    </message>
    <message>
        <source>Convolution 1D</source>
        <translation>一维卷积</translation>
    </message>
    <message>
        <source>Slides kernels over the input in one dimension, and adds up what they weigh.</source>
        <translation>卷积核在输入上沿一个维度滑动，逐处加权求和。</translation>
    </message>
    <message>
        <source>convolution kernel filter cnn layer</source>
        <translation>卷积 卷积核 滤波器 cnn 卷积层</translation>
    </message>
    <message>
        <source>zeros on each side; or &apos;same&apos; or &apos;valid&apos;</source>
        <translation>两侧各补多少个 0；也可为 &apos;same&apos; 或 &apos;valid&apos;</translation>
    </message>
    <message>
        <source>how many groups of channels are convolved apart</source>
        <translation>通道分成多少组，各组分别卷积</translation>
    </message>
    <message>
        <source>Convolution 2D</source>
        <translation>二维卷积</translation>
    </message>
    <message>
        <source>Slides kernels over the input in two dimensions, and adds up what they weigh.</source>
        <translation>卷积核在输入上沿两个维度滑动，逐处加权求和。</translation>
    </message>
    <message>
        <source>Convolution 3D</source>
        <translation>三维卷积</translation>
    </message>
    <message>
        <source>Slides kernels over the input in three dimensions, and adds up what they weigh.</source>
        <translation>卷积核在输入上沿三个维度滑动，逐处加权求和。</translation>
    </message>
    <message>
        <source>Transposed convolution 1D</source>
        <translation>一维转置卷积</translation>
    </message>
    <message>
        <source>The adjoint of a convolution in one dimension: each element spreads the kernel.</source>
        <translation>一维卷积的伴随运算：每个元素按卷积核向外散布。</translation>
    </message>
    <message>
        <source>convolution kernel filter cnn layer deconvolution upsample</source>
        <translation>卷积 卷积核 滤波器 cnn 卷积层 反卷积 转置卷积 上采样</translation>
    </message>
    <message>
        <source>how much is cut from each side of the result</source>
        <translation>结果两侧各截去多少</translation>
    </message>
    <message>
        <source>how much longer one side of the result is</source>
        <translation>结果的一侧多出多少</translation>
    </message>
    <message>
        <source>Transposed convolution 2D</source>
        <translation>二维转置卷积</translation>
    </message>
    <message>
        <source>The adjoint of a convolution in two dimensions: each element spreads the kernel.</source>
        <translation>二维卷积的伴随运算：每个元素按卷积核向外散布。</translation>
    </message>
    <message>
        <source>Transposed convolution 3D</source>
        <translation>三维转置卷积</translation>
    </message>
    <message>
        <source>The adjoint of a convolution in three dimensions: each element spreads the kernel.</source>
        <translation>三维卷积的伴随运算：每个元素按卷积核向外散布。</translation>
    </message>
    <message>
        <source>Copy in place</source>
        <translation>复制（原地）</translation>
    </message>
    <message>
        <source>The elements of another tensor are written into this one.</source>
        <translation>把另一个张量的元素写入此张量。</translation>
    </message>
    <message>
        <source>in-place write</source>
        <translation>原地 就地 写入</translation>
    </message>
    <message>
        <source>Copy sign</source>
        <translation>复制符号</translation>
    </message>
    <message>
        <source>The size of the first input with the sign of the second.</source>
        <translation>第一个输入的大小配上第二个输入的符号。</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Copy sign in place</source>
        <translation>复制符号（原地）</translation>
    </message>
    <message>
        <source>The size of the first input with the sign of the second. The result is written into the first input.</source>
        <translation>第一个输入的大小配上第二个输入的符号。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>sign in-place inplace</source>
        <translation>符号 原地 就地</translation>
    </message>
    <message>
        <source>Copy sign of number</source>
        <translation>复制数的符号</translation>
    </message>
    <message>
        <source>The size of the input with the sign of a number.</source>
        <translation>输入的大小配上一个数的符号。</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>Copy sign of number in place</source>
        <translation>复制数的符号（原地）</translation>
    </message>
    <message>
        <source>The size of the input with the sign of a number. The result is written into the first input.</source>
        <translation>输入的大小配上一个数的符号。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of the rows; columns are observations.</source>
        <translation>各行之间的皮尔逊相关系数；每列是一次观测。</translation>
    </message>
    <message>
        <source>statistics covariance pearson</source>
        <translation>统计 协方差 皮尔逊</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>The cosine of each element, in radians.</source>
        <translation>逐元素求余弦，以弧度为单位。</translation>
    </message>
    <message>
        <source>trigonometric</source>
        <translation>三角函数</translation>
    </message>
    <message>
        <source>Cosine in place</source>
        <translation>余弦（原地）</translation>
    </message>
    <message>
        <source>The cosine of each element, in radians. The result is written into the first input.</source>
        <translation>逐元素求余弦，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>trigonometric in-place inplace</source>
        <translation>三角函数 原地 就地</translation>
    </message>
    <message>
        <source>Hyperbolic cosine</source>
        <translation>双曲余弦</translation>
    </message>
    <message>
        <source>The hyperbolic cosine of each element.</source>
        <translation>逐元素求双曲余弦。</translation>
    </message>
    <message>
        <source>hyperbolic</source>
        <translation>双曲函数</translation>
    </message>
    <message>
        <source>Hyperbolic cosine in place</source>
        <translation>双曲余弦（原地）</translation>
    </message>
    <message>
        <source>The hyperbolic cosine of each element. The result is written into the first input.</source>
        <translation>逐元素求双曲余弦。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>hyperbolic in-place inplace</source>
        <translation>双曲函数 原地 就地</translation>
    </message>
    <message>
        <source>Cosine embedding loss</source>
        <translation>余弦嵌入损失</translation>
    </message>
    <message>
        <source>The angles between similar vectors, and how small they are between dissimilar ones.</source>
        <translation>衡量相似向量的夹角是否够小，不相似向量的夹角是否够大。</translation>
    </message>
    <message>
        <source>similarity criterion cosine</source>
        <translation>相似度 损失函数 准则 余弦</translation>
    </message>
    <message>
        <source>how far apart is far enough</source>
        <translation>相距多远才算足够</translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation>余弦相似度</translation>
    </message>
    <message>
        <source>The cosine of the angle between vectors.</source>
        <translation>两个向量夹角的余弦。</translation>
    </message>
    <message>
        <source>angle embedding</source>
        <translation>夹角 角度 嵌入</translation>
    </message>
    <message>
        <source>the dimension of the vectors</source>
        <translation>向量所在的维度</translation>
    </message>
    <message>
        <source>the least length</source>
        <translation>长度的下限</translation>
    </message>
    <message>
        <source>Count nonzero</source>
        <translation>非零计数</translation>
    </message>
    <message>
        <source>How many elements are not zero, of all or along some dimensions.</source>
        <translation>不为零的元素个数，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>number reduce</source>
        <translation>个数 归约</translation>
    </message>
    <message>
        <source>Covariance</source>
        <translation>协方差</translation>
    </message>
    <message>
        <source>How the rows vary together; columns are observations.</source>
        <translation>各行如何共同变化；每列是一次观测。</translation>
    </message>
    <message>
        <source>statistics variance matrix</source>
        <translation>统计 方差 矩阵</translation>
    </message>
    <message>
        <source>how often each observation counts</source>
        <translation>每次观测计几次</translation>
    </message>
    <message>
        <source>how important each observation is</source>
        <translation>每次观测的重要程度</translation>
    </message>
    <message>
        <source>what the count is less by</source>
        <translation>从观测数中减去多少</translation>
    </message>
    <message>
        <source>Cross product</source>
        <translation>叉积</translation>
    </message>
    <message>
        <source>The vector at right angles to two vectors of three elements.</source>
        <translation>与两个三元素向量都垂直的向量。</translation>
    </message>
    <message>
        <source>vector product perpendicular</source>
        <translation>向量积 叉乘 垂直</translation>
    </message>
    <message>
        <source>by default the first of extent 3</source>
        <translation>默认为第一个大小为 3 的维度</translation>
    </message>
    <message>
        <source>Cross entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>How badly class scores predict the right classes: log softmax and its likelihood.</source>
        <translation>衡量类别得分与正确类别相差多少：先取 log softmax，再取负对数似然。</translation>
    </message>
    <message>
        <source>classification softmax criterion logits</source>
        <translation>分类 softmax 损失函数 准则 logits</translation>
    </message>
    <message>
        <source>the right class of each sample, or probabilities of the classes</source>
        <translation>每个样本的正确类别，或各类别的概率</translation>
    </message>
    <message>
        <source>a factor for each class</source>
        <translation>每个类别的权重</translation>
    </message>
    <message>
        <source>a class that does not count</source>
        <translation>不计入损失的类别</translation>
    </message>
    <message>
        <source>what part goes to all classes evenly</source>
        <translation>平均分给所有类别的比例（标签平滑）</translation>
    </message>
    <message>
        <source>CTC loss</source>
        <translation>CTC 损失</translation>
    </message>
    <message>
        <source>Minus the log-probability of label sequences under all their alignments in time.</source>
        <translation>标签序列在所有时间对齐方式下的对数概率之和的相反数。</translation>
    </message>
    <message>
        <source>speech sequence alignment criterion</source>
        <translation>语音 序列 对齐 准则</translation>
    </message>
    <message>
        <source>log-probabilities by time, sample and class</source>
        <translation>按时间、样本和类别排列的对数概率</translation>
    </message>
    <message>
        <source>the labels of each sample</source>
        <translation>每个样本的标签</translation>
    </message>
    <message>
        <source>how many times of each sample count</source>
        <translation>每个样本有效的时间步数</translation>
    </message>
    <message>
        <source>how many labels each sample has</source>
        <translation>每个样本的标签数</translation>
    </message>
    <message>
        <source>the class that stands for no label</source>
        <translation>表示空白的类别</translation>
    </message>
    <message>
        <source>count impossible targets as 0</source>
        <translation>不可能的目标按 0 计</translation>
    </message>
    <message>
        <source>Cumulative maximum</source>
        <translation>累积最大值</translation>
    </message>
    <message>
        <source>The largest element up to each one along a dimension, and where it is.</source>
        <translation>沿某一维度到各元素为止的最大元素及其位置。</translation>
    </message>
    <message>
        <source>running prefix scan largest</source>
        <translation>累积 前缀 扫描 最大</translation>
    </message>
    <message>
        <source>the dimension to go along</source>
        <translation>沿哪个维度进行</translation>
    </message>
    <message>
        <source>Cumulative minimum</source>
        <translation>累积最小值</translation>
    </message>
    <message>
        <source>The smallest element up to each one along a dimension, and where it is.</source>
        <translation>沿某一维度到各元素为止的最小元素及其位置。</translation>
    </message>
    <message>
        <source>running prefix scan smallest</source>
        <translation>累积 前缀 扫描 最小</translation>
    </message>
    <message>
        <source>Cumulative product</source>
        <translation>累积连乘</translation>
    </message>
    <message>
        <source>The products of the elements up to each one along a dimension.</source>
        <translation>沿某一维度到各元素为止的元素之积。</translation>
    </message>
    <message>
        <source>running prefix scan</source>
        <translation>累积 前缀 扫描 累乘</translation>
    </message>
    <message>
        <source>Cumulative product in place</source>
        <translation>累积连乘（原地）</translation>
    </message>
    <message>
        <source>The products of the elements up to each one along a dimension. The result is written into the first input.</source>
        <translation>沿某一维度到各元素为止的元素之积。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>running prefix scan in-place inplace</source>
        <translation>累积 前缀 扫描 累乘 原地 就地</translation>
    </message>
    <message>
        <source>Cumulative sum</source>
        <translation>累积求和</translation>
    </message>
    <message>
        <source>The sums of the elements up to each one along a dimension.</source>
        <translation>沿某一维度到各元素为止的元素之和。</translation>
    </message>
    <message>
        <source>running prefix scan total</source>
        <translation>累积 前缀 扫描 累加 总和</translation>
    </message>
    <message>
        <source>Cumulative sum in place</source>
        <translation>累积求和（原地）</translation>
    </message>
    <message>
        <source>The sums of the elements up to each one along a dimension. The result is written into the first input.</source>
        <translation>沿某一维度到各元素为止的元素之和。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>running prefix scan total in-place inplace</source>
        <translation>累积 前缀 扫描 累加 总和 原地 就地</translation>
    </message>
    <message>
        <source>Cumulative integral</source>
        <translation>累积积分</translation>
    </message>
    <message>
        <source>The integrals of samples up to each one along a dimension.</source>
        <translation>沿某一维度到各样本为止的积分。</translation>
    </message>
    <message>
        <source>area quadrature antiderivative</source>
        <translation>面积 求积 数值积分 原函数</translation>
    </message>
    <message>
        <source>the samples</source>
        <translation>样本值</translation>
    </message>
    <message>
        <source>where they are</source>
        <translation>样本所在的位置</translation>
    </message>
    <message>
        <source>distance of the samples</source>
        <translation>样本的间距</translation>
    </message>
    <message>
        <source>the dimension of the samples</source>
        <translation>样本所在的维度</translation>
    </message>
    <message>
        <source>Degrees to radians</source>
        <translation>角度转弧度</translation>
    </message>
    <message>
        <source>Angles in degrees as angles in radians.</source>
        <translation>把以度为单位的角换算为弧度。</translation>
    </message>
    <message>
        <source>angle convert</source>
        <translation>角 换算</translation>
    </message>
    <message>
        <source>Degrees to radians in place</source>
        <translation>角度转弧度（原地）</translation>
    </message>
    <message>
        <source>Angles in degrees as angles in radians. The result is written into the first input.</source>
        <translation>把以度为单位的角换算为弧度。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>angle convert in-place inplace</source>
        <translation>角 换算 原地 就地</translation>
    </message>
    <message>
        <source>Determinant</source>
        <translation>行列式</translation>
    </message>
    <message>
        <source>The determinant of a square matrix.</source>
        <translation>方阵的行列式。</translation>
    </message>
    <message>
        <source>matrix volume</source>
        <translation>矩阵 体积</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>分离</translation>
    </message>
    <message>
        <source>The same values outside the graph, sharing memory: no gradient flows back.</source>
        <translation>值相同但脱离计算图，共享内存：梯度不会由此传回。</translation>
    </message>
    <message>
        <source>stop gradient cut</source>
        <translation>停止 截断 梯度 切断 剪断</translation>
    </message>
    <message>
        <source>Diag</source>
        <translation>构造或提取对角线</translation>
    </message>
    <message>
        <source>A matrix with the vector on its diagonal, or the diagonal of a matrix.</source>
        <translation>以向量为对角线的矩阵，或矩阵的对角线。</translation>
    </message>
    <message>
        <source>diagonal matrix</source>
        <translation>对角线 对角矩阵</translation>
    </message>
    <message>
        <source>which diagonal</source>
        <translation>哪条对角线</translation>
    </message>
    <message>
        <source>Embed as diagonal</source>
        <translation>嵌入为对角线</translation>
    </message>
    <message>
        <source>The last dimension becomes the diagonal of matrices of zeros.</source>
        <translation>把最后一维变为矩阵的对角线，其余为 0。</translation>
    </message>
    <message>
        <source>which diagonal: above the main one if positive</source>
        <translation>哪条对角线：为正则在主对角线上方</translation>
    </message>
    <message>
        <source>the dimension of the rows</source>
        <translation>行所在的维度</translation>
    </message>
    <message>
        <source>the dimension of the columns</source>
        <translation>列所在的维度</translation>
    </message>
    <message>
        <source>Diag of all elements</source>
        <translation>全部元素的对角矩阵</translation>
    </message>
    <message>
        <source>A matrix with all elements on its diagonal.</source>
        <translation>以所有元素为对角线的矩阵。</translation>
    </message>
    <message>
        <source>diagonal matrix flatten</source>
        <translation>对角线 对角矩阵 展平</translation>
    </message>
    <message>
        <source>Diagonal</source>
        <translation>对角线</translation>
    </message>
    <message>
        <source>The elements on a diagonal of two dimensions, sharing memory.</source>
        <translation>两个维度的某条对角线上的元素，共享内存。</translation>
    </message>
    <message>
        <source>matrix main diag</source>
        <translation>矩阵 主对角线 diag</translation>
    </message>
    <message>
        <source>Diagonal as copy</source>
        <translation>对角线（副本）</translation>
    </message>
    <message>
        <source>The elements on a diagonal of two dimensions, as a copy.</source>
        <translation>两个维度的某条对角线上的元素，返回副本。</translation>
    </message>
    <message>
        <source>Write diagonal</source>
        <translation>写入对角线</translation>
    </message>
    <message>
        <source>A copy of the first tensor with the second on a diagonal.</source>
        <translation>第一个张量的副本，其某条对角线换成第二个张量。</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>The differences of neighbours along a dimension.</source>
        <translation>沿某一维度相邻元素之差。</translation>
    </message>
    <message>
        <source>finite derivative delta</source>
        <translation>有限差分 导数 增量</translation>
    </message>
    <message>
        <source>put before the elements</source>
        <translation>补在元素之前</translation>
    </message>
    <message>
        <source>put after the elements</source>
        <translation>补在元素之后</translation>
    </message>
    <message>
        <source>how often</source>
        <translation>差分的次数</translation>
    </message>
    <message>
        <source>Digamma</source>
        <translation>双伽玛函数</translation>
    </message>
    <message>
        <source>The derivative of the logarithm of the gamma function of each element.</source>
        <translation>逐元素求伽玛函数对数的导数。</translation>
    </message>
    <message>
        <source>psi gamma</source>
        <translation>psi 伽玛</translation>
    </message>
    <message>
        <source>Digamma in place</source>
        <translation>双伽玛函数（原地）</translation>
    </message>
    <message>
        <source>The derivative of the logarithm of the gamma function of each element. The result is written into the first input.</source>
        <translation>逐元素求伽玛函数对数的导数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>psi gamma in-place inplace</source>
        <translation>psi 伽玛 原地 就地</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>The norm of the difference of two tensors.</source>
        <translation>两个张量之差的范数。</translation>
    </message>
    <message>
        <source>length difference Euclid</source>
        <translation>长度 差 欧几里得 欧氏距离</translation>
    </message>
    <message>
        <source>2 for lengths, 1 for sums of sizes, inf for the largest, 0 to count</source>
        <translation>2 为长度，1 为绝对值之和，inf 为最大者，0 为计数</translation>
    </message>
    <message>
        <source>Divide</source>
        <translation>除</translation>
    </message>
    <message>
        <source>The quotient of the inputs, element by element.</source>
        <translation>各输入逐元素相除。</translation>
    </message>
    <message>
        <source>quotient over /</source>
        <translation>除法 相除 商 /</translation>
    </message>
    <message>
        <source>Divide in place</source>
        <translation>除（原地）</translation>
    </message>
    <message>
        <source>The quotient of the inputs, element by element. The result is written into the first input.</source>
        <translation>各输入逐元素相除。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>quotient over / in-place inplace</source>
        <translation>除法 相除 商 / 原地 就地</translation>
    </message>
    <message>
        <source>Divide and round</source>
        <translation>除并取整</translation>
    </message>
    <message>
        <source>The quotient rounded towards zero (trunc) or down (floor).</source>
        <translation>向零（trunc）或向下（floor）取整的商。</translation>
    </message>
    <message>
        <source>quotient integer</source>
        <translation>商 整数</translation>
    </message>
    <message>
        <source>None, trunc or floor</source>
        <translation>None、trunc 或 floor</translation>
    </message>
    <message>
        <source>Divide and round in place</source>
        <translation>除并取整（原地）</translation>
    </message>
    <message>
        <source>The quotient rounded towards zero (trunc) or down (floor). The result is written into the first input.</source>
        <translation>向零（trunc）或向下（floor）取整的商。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>quotient integer in-place inplace</source>
        <translation>商 整数 原地 就地</translation>
    </message>
    <message>
        <source>Dot product</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>The sum of the products of the elements of two vectors.</source>
        <translation>两个向量对应元素乘积之和。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Leaves out elements at random in training, and scales up the others.</source>
        <translation>训练时随机丢弃一些元素，并放大其余元素。</translation>
    </message>
    <message>
        <source>Dropout of sequences</source>
        <translation>序列通道 Dropout</translation>
    </message>
    <message>
        <source>Leaves out whole channels of sequences at random in training.</source>
        <translation>训练时随机丢弃序列的整个通道。</translation>
    </message>
    <message>
        <source>Dropout of sequences in place</source>
        <translation>序列通道 Dropout（原地）</translation>
    </message>
    <message>
        <source>Leaves out whole channels of sequences at random in training. The result is written into the first input.</source>
        <translation>训练时随机丢弃序列的整个通道。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Dropout of planes</source>
        <translation>图像通道 Dropout</translation>
    </message>
    <message>
        <source>Leaves out whole channels of images at random in training.</source>
        <translation>训练时随机丢弃图像的整个通道。</translation>
    </message>
    <message>
        <source>Dropout of planes in place</source>
        <translation>图像通道 Dropout（原地）</translation>
    </message>
    <message>
        <source>Leaves out whole channels of images at random in training. The result is written into the first input.</source>
        <translation>训练时随机丢弃图像的整个通道。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Dropout of volumes</source>
        <translation>体数据通道 Dropout</translation>
    </message>
    <message>
        <source>Leaves out whole channels of volumes at random in training.</source>
        <translation>训练时随机丢弃体数据的整个通道。</translation>
    </message>
    <message>
        <source>Dropout of volumes in place</source>
        <translation>体数据通道 Dropout（原地）</translation>
    </message>
    <message>
        <source>Leaves out whole channels of volumes at random in training. The result is written into the first input.</source>
        <translation>训练时随机丢弃体数据的整个通道。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Dropout in place</source>
        <translation>Dropout（原地）</translation>
    </message>
    <message>
        <source>Leaves out elements at random in training, and scales up the others. The result is written into the first input.</source>
        <translation>训练时随机丢弃一些元素，并放大其余元素。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Split in depth</source>
        <translation>沿深度分割</translation>
    </message>
    <message>
        <source>The tensor taken apart along its third dimension.</source>
        <translation>沿第三个维度把张量分开。</translation>
    </message>
    <message>
        <source>how many parts, or a list of the places to cut at</source>
        <translation>分成几份，或切分位置的列表</translation>
    </message>
    <message>
        <source>Stack in depth</source>
        <translation>沿深度堆叠</translation>
    </message>
    <message>
        <source>Tensors joined along their third dimension.</source>
        <translation>沿第三个维度拼接张量。</translation>
    </message>
    <message>
        <source>Eigenvalues and vectors</source>
        <translation>特征值与特征向量</translation>
    </message>
    <message>
        <source>The eigenvalues and eigenvectors of a symmetric matrix.</source>
        <translation>对称矩阵的特征值与特征向量。</translation>
    </message>
    <message>
        <source>eigen spectrum symmetric</source>
        <translation>特征值 本征值 谱 对称</translation>
    </message>
    <message>
        <source>the triangle that is read: L (lower) or U (upper)</source>
        <translation>读取哪个三角：L（下）或 U（上）</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>特征值</translation>
    </message>
    <message>
        <source>The eigenvalues of a symmetric matrix, in ascending order.</source>
        <translation>对称矩阵的特征值，按升序排列。</translation>
    </message>
    <message>
        <source>Einstein sum</source>
        <translation>爱因斯坦求和</translation>
    </message>
    <message>
        <source>Sums of products, with the dimensions named by letters.</source>
        <translation>用字母标记维度的乘积求和。</translation>
    </message>
    <message>
        <source>contract Einstein indices</source>
        <translation>缩并 爱因斯坦 指标</translation>
    </message>
    <message>
        <source>which indices belong to which dimensions</source>
        <translation>哪些指标对应哪些维度</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>Each element, and an exponential that levels off below 0.</source>
        <translation>逐元素取值，0 以下为趋于平缓的指数。</translation>
    </message>
    <message>
        <source>ELU in place</source>
        <translation>ELU（原地）</translation>
    </message>
    <message>
        <source>Each element, and an exponential that levels off below 0. The result is written into the first input.</source>
        <translation>逐元素取值，0 以下为趋于平缓的指数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Rows of a table, taken by number.</source>
        <translation>按编号取出表中的行。</translation>
    </message>
    <message>
        <source>lookup table layer word</source>
        <translation>查找表 查表 层 词向量 词嵌入</translation>
    </message>
    <message>
        <source>the numbers of the rows</source>
        <translation>要取的行的编号</translation>
    </message>
    <message>
        <source>the table, one row for each number</source>
        <translation>嵌入表，每个编号占一行</translation>
    </message>
    <message>
        <source>a row that is not trained</source>
        <translation>不参与训练的行</translation>
    </message>
    <message>
        <source>shorten longer rows to this length</source>
        <translation>把过长的行缩短到此长度</translation>
    </message>
    <message>
        <source>the exponent of that length</source>
        <translation>计算该长度所用的指数</translation>
    </message>
    <message>
        <source>divide gradients by how often a row is used</source>
        <translation>把梯度除以各行被使用的次数</translation>
    </message>
    <message>
        <source>Bag of embeddings</source>
        <translation>嵌入袋</translation>
    </message>
    <message>
        <source>Sums, means or maxima of rows of a table, taken by number.</source>
        <translation>按编号取出表中的行，求和、平均值或最大值。</translation>
    </message>
    <message>
        <source>lookup table layer sum</source>
        <translation>查找表 查表 层 求和</translation>
    </message>
    <message>
        <source>where each bag starts</source>
        <translation>每个袋从何处开始</translation>
    </message>
    <message>
        <source>a factor for each number</source>
        <translation>每个编号的系数</translation>
    </message>
    <message>
        <source>sum, mean or max</source>
        <translation>sum、mean 或 max</translation>
    </message>
    <message>
        <source>the last offset ends the last bag</source>
        <translation>最后一个偏移是最后一个袋的终点</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空张量</translation>
    </message>
    <message>
        <source>A tensor whose values do not matter yet.</source>
        <translation>值尚无意义的张量。</translation>
    </message>
    <message>
        <source>uninitialized memory</source>
        <translation>未初始化 内存</translation>
    </message>
    <message>
        <source>Empty like</source>
        <translation>同形空张量</translation>
    </message>
    <message>
        <source>A tensor of the shape and type of the input, whose values do not matter yet.</source>
        <translation>与输入形状、类型相同，值尚无意义的张量。</translation>
    </message>
    <message>
        <source>Empty with an order of dimensions</source>
        <translation>按维度次序的空张量</translation>
    </message>
    <message>
        <source>A tensor whose dimensions lie in memory in a given order.</source>
        <translation>各维度在内存中按给定次序排列的张量。</translation>
    </message>
    <message>
        <source>uninitialized memory layout</source>
        <translation>未初始化 内存 布局</translation>
    </message>
    <message>
        <source>the dimensions, the outermost first</source>
        <translation>各维度，最外层的在前</translation>
    </message>
    <message>
        <source>Empty with strides</source>
        <translation>按步长的空张量</translation>
    </message>
    <message>
        <source>A tensor with given strides, whose values do not matter yet.</source>
        <translation>步长给定、值尚无意义的张量。</translation>
    </message>
    <message>
        <source>uninitialized memory stride</source>
        <translation>未初始化 内存 步长</translation>
    </message>
    <message>
        <source>the distance between neighbours in each dimension</source>
        <translation>每个维度上相邻元素的间隔</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>The contribution of each element to the entropy: -a ln a.</source>
        <translation>各元素对熵的贡献：-a ln a。</translation>
    </message>
    <message>
        <source>information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>True where a == b.</source>
        <translation>a == b 处为 True。</translation>
    </message>
    <message>
        <source>compare ==</source>
        <translation>比较 相等 ==</translation>
    </message>
    <message>
        <source>Equal in place</source>
        <translation>等于（原地）</translation>
    </message>
    <message>
        <source>True where a == b. The result is written into the first input.</source>
        <translation>a == b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare == in-place inplace</source>
        <translation>比较 相等 == 原地 就地</translation>
    </message>
    <message>
        <source>Error function</source>
        <translation>误差函数</translation>
    </message>
    <message>
        <source>The error function of each element.</source>
        <translation>逐元素求误差函数。</translation>
    </message>
    <message>
        <source>gauss normal integral</source>
        <translation>高斯 正态 积分</translation>
    </message>
    <message>
        <source>Error function in place</source>
        <translation>误差函数（原地）</translation>
    </message>
    <message>
        <source>The error function of each element. The result is written into the first input.</source>
        <translation>逐元素求误差函数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gauss normal integral in-place inplace</source>
        <translation>高斯 正态 积分 原地 就地</translation>
    </message>
    <message>
        <source>Complementary error function</source>
        <translation>互补误差函数</translation>
    </message>
    <message>
        <source>1 minus the error function of each element, exact for large ones.</source>
        <translation>1 减去各元素的误差函数，元素很大时依然准确。</translation>
    </message>
    <message>
        <source>Complementary error function in place</source>
        <translation>互补误差函数（原地）</translation>
    </message>
    <message>
        <source>1 minus the error function of each element, exact for large ones. The result is written into the first input.</source>
        <translation>1 减去各元素的误差函数，元素很大时依然准确。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Scaled complementary error function</source>
        <translation>缩放互补误差函数</translation>
    </message>
    <message>
        <source>exp(a²) times the complementary error function of each element.</source>
        <translation>exp(a²) 乘以各元素的互补误差函数。</translation>
    </message>
    <message>
        <source>gauss normal</source>
        <translation>高斯 正态</translation>
    </message>
    <message>
        <source>Inverse error function</source>
        <translation>反误差函数</translation>
    </message>
    <message>
        <source>The number whose error function each element is.</source>
        <translation>误差函数值等于各元素的数。</translation>
    </message>
    <message>
        <source>gauss normal quantile</source>
        <translation>高斯 正态 分位数</translation>
    </message>
    <message>
        <source>Inverse error function in place</source>
        <translation>反误差函数（原地）</translation>
    </message>
    <message>
        <source>The number whose error function each element is. The result is written into the first input.</source>
        <translation>误差函数值等于各元素的数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gauss normal quantile in-place inplace</source>
        <translation>高斯 正态 分位数 原地 就地</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>e raised to the power of each element.</source>
        <translation>逐元素求 e 的幂。</translation>
    </message>
    <message>
        <source>Power of two</source>
        <translation>2 的幂</translation>
    </message>
    <message>
        <source>2 raised to the power of each element.</source>
        <translation>逐元素求 2 的幂。</translation>
    </message>
    <message>
        <source>exponential binary</source>
        <translation>指数 二进制</translation>
    </message>
    <message>
        <source>Power of two in place</source>
        <translation>2 的幂（原地）</translation>
    </message>
    <message>
        <source>2 raised to the power of each element. The result is written into the first input.</source>
        <translation>逐元素求 2 的幂。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponential binary in-place inplace</source>
        <translation>指数 二进制 原地 就地</translation>
    </message>
    <message>
        <source>Exponential in place</source>
        <translation>指数（原地）</translation>
    </message>
    <message>
        <source>e raised to the power of each element. The result is written into the first input.</source>
        <translation>逐元素求 e 的幂。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 repeated without copying.</source>
        <translation>把大小为 1 的维度重复展开，不复制数据。</translation>
    </message>
    <message>
        <source>broadcast repeat</source>
        <translation>广播 重复</translation>
    </message>
    <message>
        <source>the new extents; -1 is worked out</source>
        <translation>各维的新大小；-1 表示自动推算</translation>
    </message>
    <message>
        <source>Identity matrix</source>
        <translation>单位矩阵</translation>
    </message>
    <message>
        <source>Ones on the diagonal, zeros elsewhere.</source>
        <translation>对角线为 1，其余为 0。</translation>
    </message>
    <message>
        <source>identity diagonal</source>
        <translation>单位阵 对角线</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>columns; as many as rows if empty</source>
        <translation>列数；留空则与行数相同</translation>
    </message>
    <message>
        <source>Fill in place</source>
        <translation>填充（原地）</translation>
    </message>
    <message>
        <source>Every element becomes one number.</source>
        <translation>所有元素都变成同一个数。</translation>
    </message>
    <message>
        <source>the value of every element</source>
        <translation>每个元素的值</translation>
    </message>
    <message>
        <source>Fill from tensor in place</source>
        <translation>用张量填充（原地）</translation>
    </message>
    <message>
        <source>Every element becomes the value of a zero-dimensional tensor.</source>
        <translation>所有元素都变成一个零维张量的值。</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Several dimensions joined into one.</source>
        <translation>把若干维度合并为一维。</translation>
    </message>
    <message>
        <source>reshape ravel</source>
        <translation>变形 拉平 摊平</translation>
    </message>
    <message>
        <source>the first dimension to flatten</source>
        <translation>展平的第一个维度</translation>
    </message>
    <message>
        <source>the last dimension to flatten</source>
        <translation>展平的最后一个维度</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>填充值</translation>
    </message>
    <message>
        <source>A tensor filled with one value.</source>
        <translation>所有元素为同一个值的张量。</translation>
    </message>
    <message>
        <source>constant fill</source>
        <translation>常数 常量 填充</translation>
    </message>
    <message>
        <source>the extent of each dimension</source>
        <translation>各维的大小</translation>
    </message>
    <message>
        <source>Greater or equal</source>
        <translation>大于等于</translation>
    </message>
    <message>
        <source>True where a &gt;= b.</source>
        <translation>a &gt;= b 处为 True。</translation>
    </message>
    <message>
        <source>compare &gt;=</source>
        <translation>比较 不小于 &gt;=</translation>
    </message>
    <message>
        <source>A part of the tensor: an element, a row, a range, or what a mask chooses.</source>
        <translation>张量的一部分：一个元素、一行、一段范围，或由掩码选出的元素。</translation>
    </message>
    <message>
        <source>slice subscript row column []</source>
        <translation>切片 下标 行 列 取元素 []</translation>
    </message>
    <message>
        <source>what to take: 0, 1:, (0, ...), a mask</source>
        <translation>取哪一部分：0、1:、(0, ...) 或掩码</translation>
    </message>
    <message>
        <source>Greater</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>True where a &gt; b.</source>
        <translation>a &gt; b 处为 True。</translation>
    </message>
    <message>
        <source>compare &gt;</source>
        <translation>比较 &gt;</translation>
    </message>
    <message>
        <source>Less or equal</source>
        <translation>小于等于</translation>
    </message>
    <message>
        <source>True where a &lt;= b.</source>
        <translation>a &lt;= b 处为 True。</translation>
    </message>
    <message>
        <source>compare &lt;=</source>
        <translation>比较 不大于 &lt;=</translation>
    </message>
    <message>
        <source>Linear spacing</source>
        <translation>等间隔取值</translation>
    </message>
    <message>
        <source>Evenly spaced values from start to end, both included.</source>
        <translation>从 start 到 end（均包含）的等间隔数值。</translation>
    </message>
    <message>
        <source>sequence range</source>
        <translation>数列 序列 范围 线性间隔</translation>
    </message>
    <message>
        <source>the last value</source>
        <translation>最后一个值</translation>
    </message>
    <message>
        <source>how many values</source>
        <translation>数值的个数</translation>
    </message>
    <message>
        <source>Logarithm</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>The natural logarithm of each element.</source>
        <translation>逐元素求自然对数。</translation>
    </message>
    <message>
        <source>ln</source>
        <translation>自然对数 ln</translation>
    </message>
    <message>
        <source>Logarithm in place</source>
        <translation>对数（原地）</translation>
    </message>
    <message>
        <source>The natural logarithm of each element. The result is written into the first input.</source>
        <translation>逐元素求自然对数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>ln in-place inplace</source>
        <translation>自然对数 ln 原地 就地</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>True where a &lt; b.</source>
        <translation>a &lt; b 处为 True。</translation>
    </message>
    <message>
        <source>compare &lt;</source>
        <translation>比较 &lt;</translation>
    </message>
    <message>
        <source>Matrix multiply</source>
        <translation>矩阵乘法</translation>
    </message>
    <message>
        <source>The matrix product; of vectors the dot product, of more dimensions in batches.</source>
        <translation>矩阵乘积；向量之间为点积，更高维时按批相乘。</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>The largest of all elements.</source>
        <translation>所有元素中的最大值。</translation>
    </message>
    <message>
        <source>largest extremum reduce</source>
        <translation>最大 极值 归约</translation>
    </message>
    <message>
        <source>Maximum along dimension</source>
        <translation>沿维度最大值</translation>
    </message>
    <message>
        <source>The largest elements along a dimension, and where they are.</source>
        <translation>沿某一维度的最大元素及其位置。</translation>
    </message>
    <message>
        <source>largest argmax indices reduce</source>
        <translation>最大 位置 下标 归约</translation>
    </message>
    <message>
        <source>the dimension to reduce</source>
        <translation>要归约的维度</translation>
    </message>
    <message>
        <source>keep reduced dimensions with extent 1</source>
        <translation>保留被归约的维度，大小为 1</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>The average of the elements, of all or over some dimensions.</source>
        <translation>元素的平均值，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>average reduce</source>
        <translation>均值 平均 归约</translation>
    </message>
    <message>
        <source>dimensions to reduce; all if empty</source>
        <translation>要归约的维度；留空则为全部</translation>
    </message>
    <message>
        <source>type of the result</source>
        <translation>结果的类型</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>The smallest of all elements.</source>
        <translation>所有元素中的最小值。</translation>
    </message>
    <message>
        <source>smallest extremum reduce</source>
        <translation>最小 极值 归约</translation>
    </message>
    <message>
        <source>Minimum along dimension</source>
        <translation>沿维度最小值</translation>
    </message>
    <message>
        <source>The smallest elements along a dimension, and where they are.</source>
        <translation>沿某一维度的最小元素及其位置。</translation>
    </message>
    <message>
        <source>smallest argmin indices reduce</source>
        <translation>最小 位置 下标 归约</translation>
    </message>
    <message>
        <source>Multiply matrices</source>
        <translation>矩阵相乘</translation>
    </message>
    <message>
        <source>The product of two matrices.</source>
        <translation>两个矩阵的乘积。</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>乘</translation>
    </message>
    <message>
        <source>The product of the inputs, element by element.</source>
        <translation>各输入逐元素相乘。</translation>
    </message>
    <message>
        <source>times product *</source>
        <translation>乘法 相乘 乘积 *</translation>
    </message>
    <message>
        <source>Multiply in place</source>
        <translation>乘（原地）</translation>
    </message>
    <message>
        <source>The product of the inputs, element by element. The result is written into the first input.</source>
        <translation>各输入逐元素相乘。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>times product * in-place inplace</source>
        <translation>乘法 相乘 乘积 * 原地 就地</translation>
    </message>
    <message>
        <source>Multiply matrix and vector</source>
        <translation>矩阵乘向量</translation>
    </message>
    <message>
        <source>The product of a matrix and a vector.</source>
        <translation>矩阵与向量的乘积。</translation>
    </message>
    <message>
        <source>Not equal</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>True where a != b.</source>
        <translation>a != b 处为 True。</translation>
    </message>
    <message>
        <source>compare !=</source>
        <translation>比较 不等于 !=</translation>
    </message>
    <message>
        <source>Negate</source>
        <translation>取负</translation>
    </message>
    <message>
        <source>The input with the opposite sign.</source>
        <translation>把输入的符号取反。</translation>
    </message>
    <message>
        <source>Negate in place</source>
        <translation>取负（原地）</translation>
    </message>
    <message>
        <source>The input with the opposite sign. The result is written into the first input.</source>
        <translation>把输入的符号取反。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>全 1 张量</translation>
    </message>
    <message>
        <source>A tensor filled with 1.</source>
        <translation>元素全为 1 的张量。</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1 一</translation>
    </message>
    <message>
        <source>Ones like</source>
        <translation>同形全 1 张量</translation>
    </message>
    <message>
        <source>A tensor of the shape and type of the input, filled with 1.</source>
        <translation>与输入形状、类型相同，元素全为 1 的张量。</translation>
    </message>
    <message>
        <source>like</source>
        <translation>同形状 相同形状</translation>
    </message>
    <message>
        <source>Permute</source>
        <translation>重排维度</translation>
    </message>
    <message>
        <source>The dimensions in another order, sharing memory.</source>
        <translation>按另一种顺序排列维度，共享内存。</translation>
    </message>
    <message>
        <source>axes transpose order</source>
        <translation>轴 转置 顺序</translation>
    </message>
    <message>
        <source>the old dimensions in the new order</source>
        <translation>按新顺序列出原来的维度</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂</translation>
    </message>
    <message>
        <source>The input raised to a fixed power.</source>
        <translation>输入的固定次幂。</translation>
    </message>
    <message>
        <source>exponent square cube **</source>
        <translation>指数 平方 立方 次方 乘方 **</translation>
    </message>
    <message>
        <source>the exponent</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Power in place</source>
        <translation>幂（原地）</translation>
    </message>
    <message>
        <source>The input raised to a fixed power. The result is written into the first input.</source>
        <translation>输入的固定次幂。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponent square cube ** in-place inplace</source>
        <translation>指数 平方 立方 次方 乘方 ** 原地 就地</translation>
    </message>
    <message>
        <source>Power of tensors</source>
        <translation>张量的幂</translation>
    </message>
    <message>
        <source>The first input raised to the power of the second.</source>
        <translation>以第一个输入为底，第二个输入为指数求幂。</translation>
    </message>
    <message>
        <source>exponent **</source>
        <translation>指数 次方 乘方 **</translation>
    </message>
    <message>
        <source>Uniform random</source>
        <translation>均匀随机数</translation>
    </message>
    <message>
        <source>Random values, uniform in [0, 1).</source>
        <translation>在 [0, 1) 上均匀分布的随机数。</translation>
    </message>
    <message>
        <source>random uniform</source>
        <translation>随机 均匀分布</translation>
    </message>
    <message>
        <source>Normal random</source>
        <translation>正态随机数</translation>
    </message>
    <message>
        <source>Random values, normally distributed with mean 0 and variance 1.</source>
        <translation>均值为 0、方差为 1 的正态分布随机数。</translation>
    </message>
    <message>
        <source>Divide number by</source>
        <translation>数除以张量</translation>
    </message>
    <message>
        <source>A number divided by the input; PyTorch multiplies it by the reciprocal.</source>
        <translation>用一个数除以输入；PyTorch 的做法是乘以输入的倒数。</translation>
    </message>
    <message>
        <source>quotient reverse /</source>
        <translation>商 反向除法 /</translation>
    </message>
    <message>
        <source>the number to be divided</source>
        <translation>被除数</translation>
    </message>
    <message>
        <source>Reciprocal</source>
        <translation>倒数</translation>
    </message>
    <message>
        <source>One divided by the input.</source>
        <translation>1 除以输入。</translation>
    </message>
    <message>
        <source>inverse</source>
        <translation>逆 反数</translation>
    </message>
    <message>
        <source>Reciprocal in place</source>
        <translation>倒数（原地）</translation>
    </message>
    <message>
        <source>One divided by the input. The result is written into the first input.</source>
        <translation>1 除以输入。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>inverse in-place inplace</source>
        <translation>逆 反数 原地 就地</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Each element, or 0 where it is negative.</source>
        <translation>逐元素取值，负数处为 0。</translation>
    </message>
    <message>
        <source>rectifier activation</source>
        <translation>激活函数 整流 线性整流</translation>
    </message>
    <message>
        <source>ReLU in place</source>
        <translation>ReLU（原地）</translation>
    </message>
    <message>
        <source>Each element, or 0 where it is negative. The result is written into the first input.</source>
        <translation>逐元素取值，负数处为 0。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>rectifier activation in-place inplace</source>
        <translation>整流 线性整流 激活函数 原地 就地</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>改变形状</translation>
    </message>
    <message>
        <source>The same elements in another shape; a view where possible.</source>
        <translation>元素相同，形状不同；尽可能返回视图。</translation>
    </message>
    <message>
        <source>size shape</source>
        <translation>大小 尺寸 形状</translation>
    </message>
    <message>
        <source>Power of number</source>
        <translation>数的幂</translation>
    </message>
    <message>
        <source>A number raised to the power of the input.</source>
        <translation>以一个数为底，输入为指数求幂。</translation>
    </message>
    <message>
        <source>exponential **</source>
        <translation>指数函数 次方 **</translation>
    </message>
    <message>
        <source>the number that is raised</source>
        <translation>底数</translation>
    </message>
    <message>
        <source>Subtract from number</source>
        <translation>数减张量</translation>
    </message>
    <message>
        <source>A number minus the input.</source>
        <translation>一个数减去输入。</translation>
    </message>
    <message>
        <source>minus reverse -</source>
        <translation>反向减法 减法 -</translation>
    </message>
    <message>
        <source>the number to subtract from</source>
        <translation>被减数</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>One slice along a dimension, which disappears.</source>
        <translation>沿某一维度取一个切片，该维度随之消失。</translation>
    </message>
    <message>
        <source>index row column</source>
        <translation>下标 行 列 选择</translation>
    </message>
    <message>
        <source>the dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Matrix conjugate transposed</source>
        <translation>矩阵共轭转置</translation>
    </message>
    <message>
        <source>A matrix transposed, sharing memory; for real numbers the same as the transpose.</source>
        <translation>转置后的矩阵，共享内存；对实数而言与转置相同。</translation>
    </message>
    <message>
        <source>transpose matrix swap</source>
        <translation>转置 矩阵 交换</translation>
    </message>
    <message>
        <source>the gradient, with the dimensions put back</source>
        <translation>梯度，维度还原</translation>
    </message>
    <message>
        <source>Transposed</source>
        <translation>倒序转置</translation>
    </message>
    <message>
        <source>All dimensions in reverse order, sharing memory.</source>
        <translation>所有维度按相反顺序排列，共享内存。</translation>
    </message>
    <message>
        <source>∂out/∂a = sign(a), 0 at 0</source>
        <translation>∂out/∂a = sign(a)，在 0 处为 0</translation>
    </message>
    <message>
        <source>1 / number of elements, for each window that has the element</source>
        <translation>1 / 元素个数，对包含该元素的每个窗口</translation>
    </message>
    <message>
        <source>1 for the largest element of each window, 0 elsewhere</source>
        <translation>每个窗口的最大元素处为 1，其余为 0</translation>
    </message>
    <message>
        <source>the gradient, in the shape of a</source>
        <translation>梯度，形状同 a</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 where aᵢ is the largest, shared by equals</source>
        <translation>∂out/∂aᵢ = 1，当 aᵢ 最大；相等者平分</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 where aᵢ is the smallest, shared by equals</source>
        <translation>∂out/∂aᵢ = 1，当 aᵢ 最小；相等者平分</translation>
    </message>
    <message>
        <source>∂min/∂aᵢ = 1 where aᵢ = min, ∂max/∂aᵢ = 1 where aᵢ = max</source>
        <translation>∂min/∂aᵢ = 1，当 aᵢ = min；∂max/∂aᵢ = 1，当 aᵢ = max</translation>
    </message>
    <message>
        <source>the gradients of all places that show an element, added</source>
        <translation>同一元素出现的各处梯度相加</translation>
    </message>
    <message>
        <source>the gradient where b was written</source>
        <translation>写入 b 之处的梯度</translation>
    </message>
    <message>
        <source>sum of g · normalised a</source>
        <translation>g · 归一化后的 a，求和</translation>
    </message>
    <message>
        <source>sum of g</source>
        <translation>g 求和</translation>
    </message>
    <message>
        <source>g summed over the rows</source>
        <translation>g 按行求和</translation>
    </message>
    <message>
        <source>the block of the gradient that belongs to the input</source>
        <translation>梯度中属于该输入的块</translation>
    </message>
    <message>
        <source>the gradient, summed over what was repeated</source>
        <translation>梯度，沿重复的维度求和</translation>
    </message>
    <message>
        <source>sums of the gradient where the element appears</source>
        <translation>该元素出现之处的梯度之和</translation>
    </message>
    <message>
        <source>the part of the gradient that belongs to the input</source>
        <translation>梯度中属于该输入的部分</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else exp(a / α)</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为 exp(a / α)</translation>
    </message>
    <message>
        <source>the gradient, put back in order</source>
        <translation>梯度，恢复原来的次序</translation>
    </message>
    <message>
        <source>-(c + cᵀ) @ l, with c = solution for g @ outᵀ</source>
        <translation>-(c + cᵀ) @ l，其中 c = 对 g 的解 @ outᵀ</translation>
    </message>
    <message>
        <source>the gradients of the parts, put together</source>
        <translation>各部分的梯度拼接起来</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where min ≤ a ≤ max, else 0</source>
        <translation>∂out/∂a = 1，当 min ≤ a ≤ max；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≤ max, else 0</source>
        <translation>∂out/∂a = 1，当 a ≤ max；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≤ b, else 0</source>
        <translation>∂out/∂a = 1，当 a ≤ b；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where a &gt; b, else 0</source>
        <translation>∂out/∂b = 1，当 a &gt; b；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≥ min, else 0</source>
        <translation>∂out/∂a = 1，当 a ≥ min；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≥ b, else 0</source>
        <translation>∂out/∂a = 1，当 a ≥ b；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where a &lt; b, else 0</source>
        <translation>∂out/∂b = 1，当 a &lt; b；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂min = 1 where a &lt; min, else 0</source>
        <translation>∂out/∂min = 1，当 a &lt; min；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂max = 1 where a &gt; max, else 0</source>
        <translation>∂out/∂max = 1，当 a &gt; max；否则为 0</translation>
    </message>
    <message>
        <source>the windows of the gradient, each as a column</source>
        <translation>梯度的各个窗口，每个窗口一列</translation>
    </message>
    <message>
        <source>through the norms</source>
        <translation>经由各范数求得</translation>
    </message>
    <message>
        <source>the gradient without the border</source>
        <translation>梯度去掉填充的边界</translation>
    </message>
    <message>
        <source>the gradient spread by the kernel</source>
        <translation>梯度经卷积核散布回输入</translation>
    </message>
    <message>
        <source>the gradient correlated with the input</source>
        <translation>梯度与输入的互相关</translation>
    </message>
    <message>
        <source>the gradient summed over batch and places</source>
        <translation>梯度对批次和位置求和</translation>
    </message>
    <message>
        <source>the gradient convolved with the kernel</source>
        <translation>梯度与卷积核的卷积</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 if a and b have the same sign, else -1</source>
        <translation>∂out/∂a = 1，当 a 与 b 同号；否则为 -1</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 if a and the number have the same sign, else -1</source>
        <translation>∂out/∂a = 1，当 a 与该数同号；否则为 -1</translation>
    </message>
    <message>
        <source>by the chain rule through the covariance</source>
        <translation>由链式法则经协方差求得</translation>
    </message>
    <message>
        <source>-∂cos/∂a / n for similar pairs</source>
        <translation>-∂cos/∂a / n，对相似的样本对</translation>
    </message>
    <message>
        <source>-∂cos/∂b / n for similar pairs</source>
        <translation>-∂cos/∂b / n，对相似的样本对</translation>
    </message>
    <message>
        <source>∂out/∂target = -log_softmax(a) / n for probabilities</source>
        <translation>∂out/∂target = -log_softmax(a) / n，当 target 为概率</translation>
    </message>
    <message>
        <source>exp(a) less how likely each class is at each time</source>
        <translation>exp(a) 减去各时刻各类别的后验概率</translation>
    </message>
    <message>
        <source>∂valuesᵢ/∂aⱼ = 1 where aⱼ is the largest up to i, else 0</source>
        <translation>∂valuesᵢ/∂aⱼ = 1，当 aⱼ 是截至 i 的最大值；否则为 0</translation>
    </message>
    <message>
        <source>∂valuesᵢ/∂aⱼ = 1 where aⱼ is the smallest up to i, else 0</source>
        <translation>∂valuesᵢ/∂aⱼ = 1，当 aⱼ 是截至 i 的最小值；否则为 0</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = outᵢ / aⱼ where j ≤ i, else 0</source>
        <translation>∂outᵢ/∂aⱼ = outᵢ / aⱼ，当 j ≤ i；否则为 0</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = 1 where j ≤ i, else 0</source>
        <translation>∂outᵢ/∂aⱼ = 1，当 j ≤ i；否则为 0</translation>
    </message>
    <message>
        <source>∂outᵢ/∂yⱼ = (xⱼ₊₁ - xⱼ₋₁) / 2 below i</source>
        <translation>∂outᵢ/∂yⱼ = (xⱼ₊₁ - xⱼ₋₁) / 2，当 j 小于 i</translation>
    </message>
    <message>
        <source>∂outᵢ/∂xⱼ = (yⱼ₋₁ - yⱼ₊₁) / 2 below i</source>
        <translation>∂outᵢ/∂xⱼ = (yⱼ₋₁ - yⱼ₊₁) / 2，当 j 小于 i</translation>
    </message>
    <message>
        <source>the gradient of the diagonal</source>
        <translation>对角线的梯度</translation>
    </message>
    <message>
        <source>the gradient on the diagonal, 0 elsewhere</source>
        <translation>对角线上为梯度，其余为 0</translation>
    </message>
    <message>
        <source>the gradient, 0 where b was written</source>
        <translation>梯度，写入 b 之处为 0</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = 1 where j = i + 1, -1 where j = i</source>
        <translation>∂outᵢ/∂aⱼ = 1，当 j = i + 1；为 -1，当 j = i</translation>
    </message>
    <message>
        <source>g contracted with the other inputs</source>
        <translation>g 与其余输入的缩并</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else α · exp(a)</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为 α · exp(a)</translation>
    </message>
    <message>
        <source>each row gets the gradients of its uses</source>
        <translation>每一行得到其各次使用的梯度</translation>
    </message>
    <message>
        <source>each row gets the gradients of its bags</source>
        <translation>每一行得到其所在各袋的梯度</translation>
    </message>
    <message>
        <source>Expand as</source>
        <translation>按形状扩展</translation>
    </message>
    <message>
        <source>Expanded to the shape of another tensor, without copying.</source>
        <translation>扩展成另一个张量的形状，不复制数据。</translation>
    </message>
    <message>
        <source>Expand as copy</source>
        <translation>扩展（副本）</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 repeated without copying, as a copy.</source>
        <translation>把大小为 1 的维度重复展开，返回副本。</translation>
    </message>
    <message>
        <source>Exponential minus one</source>
        <translation>指数减一</translation>
    </message>
    <message>
        <source>e raised to the power of each element, minus 1; exact near 0.</source>
        <translation>逐元素求 e 的幂再减 1；在 0 附近依然准确。</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>指数函数</translation>
    </message>
    <message>
        <source>Exponential minus one in place</source>
        <translation>指数减一（原地）</translation>
    </message>
    <message>
        <source>e raised to the power of each element, minus 1; exact near 0. The result is written into the first input.</source>
        <translation>逐元素求 e 的幂再减 1；在 0 附近依然准确。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponential in-place inplace</source>
        <translation>指数函数 原地 就地</translation>
    </message>
    <message>
        <source>Exponential random in place</source>
        <translation>指数分布随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes an exponentially distributed random value.</source>
        <translation>每个元素变为服从指数分布的随机数。</translation>
    </message>
    <message>
        <source>the rate</source>
        <translation>速率参数</translation>
    </message>
    <message>
        <source>Alpha dropout of channels</source>
        <translation>通道 Alpha Dropout</translation>
    </message>
    <message>
        <source>Dropout of whole channels that keeps mean and variance.</source>
        <translation>丢弃整个通道、保持均值与方差的 Dropout。</translation>
    </message>
    <message>
        <source>Alpha dropout of channels in place</source>
        <translation>通道 Alpha Dropout（原地）</translation>
    </message>
    <message>
        <source>Dropout of whole channels that keeps mean and variance. The result is written into the first input.</source>
        <translation>丢弃整个通道、保持均值与方差的 Dropout。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Center of spectrum</source>
        <translation>频谱居中</translation>
    </message>
    <message>
        <source>The halves exchanged, so that the first element comes to the middle.</source>
        <translation>交换前后两半，使第一个元素移到中间。</translation>
    </message>
    <message>
        <source>spectrum fourier roll center</source>
        <translation>频谱 傅里叶 滚动 居中</translation>
    </message>
    <message>
        <source>dimensions to reorder; all if empty</source>
        <translation>要重排的维度；留空则为全部</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = 1 where j went to i, else 0</source>
        <translation>∂outᵢ/∂aⱼ = 1，当 j 移到 i；否则为 0</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>A tensor like the input in which every element is one number.</source>
        <translation>与输入同形、所有元素为同一个数的张量。</translation>
    </message>
    <message>
        <source>constant full</source>
        <translation>常数 常量 填满</translation>
    </message>
    <message>
        <source>Fill diagonal in place</source>
        <translation>填充对角线（原地）</translation>
    </message>
    <message>
        <source>A number is written on the diagonal.</source>
        <translation>把一个数写到对角线上。</translation>
    </message>
    <message>
        <source>diagonal in-place</source>
        <translation>对角线 原地 就地</translation>
    </message>
    <message>
        <source>the number to write</source>
        <translation>要写入的数</translation>
    </message>
    <message>
        <source>begin again below a tall matrix</source>
        <translation>高矩阵在下方重新开始对角线</translation>
    </message>
    <message>
        <source>the gradient, 0 on the diagonal</source>
        <translation>梯度，对角线上为 0</translation>
    </message>
    <message>
        <source>Fill from tensor</source>
        <translation>用张量填充</translation>
    </message>
    <message>
        <source>A tensor like the input in which every element is that of another tensor.</source>
        <translation>与输入同形、所有元素取自另一个张量的张量。</translation>
    </message>
    <message>
        <source>∂out/∂b = 1, summed</source>
        <translation>∂out/∂b = 1，再求和</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>The order along some dimensions reversed.</source>
        <translation>把某些维度上的顺序颠倒。</translation>
    </message>
    <message>
        <source>reverse mirror</source>
        <translation>反转 逆序 镜像</translation>
    </message>
    <message>
        <source>the dimensions to reverse</source>
        <translation>要颠倒的维度</translation>
    </message>
    <message>
        <source>Flip left to right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <source>The order of the columns reversed.</source>
        <translation>把各列的顺序颠倒。</translation>
    </message>
    <message>
        <source>Flip top to bottom</source>
        <translation>上下翻转</translation>
    </message>
    <message>
        <source>The order of the rows reversed.</source>
        <translation>把各行的顺序颠倒。</translation>
    </message>
    <message>
        <source>Power in double precision</source>
        <translation>双精度幂</translation>
    </message>
    <message>
        <source>The first input raised to the power of the second, computed as float64.</source>
        <translation>以第一个输入为底、第二个输入为指数求幂，以 float64 计算。</translation>
    </message>
    <message>
        <source>exponent float64</source>
        <translation>指数 float64</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>向下取整</translation>
    </message>
    <message>
        <source>The largest whole number that is not above each element.</source>
        <translation>不大于各元素的最大整数。</translation>
    </message>
    <message>
        <source>round down</source>
        <translation>取整 舍入</translation>
    </message>
    <message>
        <source>Floor in place</source>
        <translation>向下取整（原地）</translation>
    </message>
    <message>
        <source>The largest whole number that is not above each element. The result is written into the first input.</source>
        <translation>不大于各元素的最大整数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>round down in-place inplace</source>
        <translation>舍入 原地 就地</translation>
    </message>
    <message>
        <source>Floor divide</source>
        <translation>整除</translation>
    </message>
    <message>
        <source>The quotient rounded down.</source>
        <translation>向下取整的商。</translation>
    </message>
    <message>
        <source>quotient integer //</source>
        <translation>商 整数 //</translation>
    </message>
    <message>
        <source>Floor divide in place</source>
        <translation>整除（原地）</translation>
    </message>
    <message>
        <source>The quotient rounded down. The result is written into the first input.</source>
        <translation>向下取整的商。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>quotient integer // in-place inplace</source>
        <translation>商 整数 // 原地 就地</translation>
    </message>
    <message>
        <source>Larger, ignoring nan</source>
        <translation>忽略 nan 取较大</translation>
    </message>
    <message>
        <source>The larger of the two inputs; where one is nan, the other.</source>
        <translation>两个输入中较大者；其一为 nan 时取另一个。</translation>
    </message>
    <message>
        <source>max nan</source>
        <translation>最大 nan</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≥ b</source>
        <translation>∂out/∂a = 1，当 a ≥ b</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where a &lt; b</source>
        <translation>∂out/∂b = 1，当 a &lt; b</translation>
    </message>
    <message>
        <source>Smaller, ignoring nan</source>
        <translation>忽略 nan 取较小</translation>
    </message>
    <message>
        <source>The smaller of the two inputs; where one is nan, the other.</source>
        <translation>两个输入中较小者；其一为 nan 时取另一个。</translation>
    </message>
    <message>
        <source>min nan</source>
        <translation>最小 nan</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a ≤ b</source>
        <translation>∂out/∂a = 1，当 a ≤ b</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where a &gt; b</source>
        <translation>∂out/∂b = 1，当 a &gt; b</translation>
    </message>
    <message>
        <source>Remainder as in C</source>
        <translation>C 式余数</translation>
    </message>
    <message>
        <source>The remainder of the division, with the sign of the first input.</source>
        <translation>除法的余数，符号与第一个输入相同。</translation>
    </message>
    <message>
        <source>modulo modulus</source>
        <translation>取模 求余</translation>
    </message>
    <message>
        <source>Remainder as in C in place</source>
        <translation>C 式余数（原地）</translation>
    </message>
    <message>
        <source>The remainder of the division, with the sign of the first input. The result is written into the first input.</source>
        <translation>除法的余数，符号与第一个输入相同。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>modulo modulus in-place inplace</source>
        <translation>取模 求余 原地 就地</translation>
    </message>
    <message>
        <source>Remainder by number as in C</source>
        <translation>除以数的 C 式余数</translation>
    </message>
    <message>
        <source>The remainder of the division by a number, with the sign of the input.</source>
        <translation>除以一个数的余数，符号与输入相同。</translation>
    </message>
    <message>
        <source>Remainder by number as in C in place</source>
        <translation>除以数的 C 式余数（原地）</translation>
    </message>
    <message>
        <source>The remainder of the division by a number, with the sign of the input. The result is written into the first input.</source>
        <translation>除以一个数的余数，符号与输入相同。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Fractional part</source>
        <translation>小数部分</translation>
    </message>
    <message>
        <source>What truncation takes away from each element, with its sign.</source>
        <translation>各元素截去小数时去掉的部分，保留符号。</translation>
    </message>
    <message>
        <source>decimal remainder</source>
        <translation>小数 余数</translation>
    </message>
    <message>
        <source>Fractional part in place</source>
        <translation>小数部分（原地）</translation>
    </message>
    <message>
        <source>What truncation takes away from each element, with its sign. The result is written into the first input.</source>
        <translation>各元素截去小数时去掉的部分，保留符号。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>decimal remainder in-place inplace</source>
        <translation>小数 余数 原地 就地</translation>
    </message>
    <message>
        <source>Fractional max pooling 2D</source>
        <translation>二维分数最大池化</translation>
    </message>
    <message>
        <source>Maxima of windows that begin at random places in two dimensions.</source>
        <translation>在两个维度上取起点随机的窗口，求各窗口的最大值。</translation>
    </message>
    <message>
        <source>maximum pool random downsample</source>
        <translation>最大 池化 随机 下采样</translation>
    </message>
    <message>
        <source>or their ratio to the input</source>
        <translation>或其与输入大小之比</translation>
    </message>
    <message>
        <source>Fractional max pooling 2D with places</source>
        <translation>二维分数最大池化（含位置）</translation>
    </message>
    <message>
        <source>Maxima of windows that begin at random places in two dimensions, and where they are.</source>
        <translation>在两个维度上取起点随机的窗口，求各窗口的最大值及其位置。</translation>
    </message>
    <message>
        <source>Fractional max pooling 3D</source>
        <translation>三维分数最大池化</translation>
    </message>
    <message>
        <source>Maxima of windows that begin at random places in three dimensions.</source>
        <translation>在三个维度上取起点随机的窗口，求各窗口的最大值。</translation>
    </message>
    <message>
        <source>Fractional max pooling 3D with places</source>
        <translation>三维分数最大池化（含位置）</translation>
    </message>
    <message>
        <source>Maxima of windows that begin at random places in three dimensions, and where they are.</source>
        <translation>在三个维度上取起点随机的窗口，求各窗口的最大值及其位置。</translation>
    </message>
    <message>
        <source>Mantissa and exponent</source>
        <translation>尾数与指数</translation>
    </message>
    <message>
        <source>Each element as a mantissa from 0.5 to 1 times a power of 2.</source>
        <translation>把各元素写成 0.5 到 1 之间的尾数乘以 2 的幂。</translation>
    </message>
    <message>
        <source>float decompose</source>
        <translation>浮点 分解</translation>
    </message>
    <message>
        <source>∂mantissa/∂a = 2 to the power of -exponent</source>
        <translation>∂mantissa/∂a = 2 的 -exponent 次方</translation>
    </message>
    <message>
        <source>Full like</source>
        <translation>同形填充值</translation>
    </message>
    <message>
        <source>A tensor of the shape and type of the input, filled with one value.</source>
        <translation>与输入形状、类型相同，所有元素为同一个值的张量。</translation>
    </message>
    <message>
        <source>Gather</source>
        <translation>收集</translation>
    </message>
    <message>
        <source>Elements taken from where an index says.</source>
        <translation>按索引所指的位置取出元素。</translation>
    </message>
    <message>
        <source>take index pick</source>
        <translation>取出 索引 下标 选取</translation>
    </message>
    <message>
        <source>the dimension that the index replaces</source>
        <translation>由索引取代的维度</translation>
    </message>
    <message>
        <source>has no effect here</source>
        <translation>在此不起作用</translation>
    </message>
    <message>
        <source>the gradient added at the places that were taken</source>
        <translation>梯度累加到被选取的位置</translation>
    </message>
    <message>
        <source>Gaussian loss</source>
        <translation>高斯损失</translation>
    </message>
    <message>
        <source>The negative log-likelihood of targets under a normal distribution.</source>
        <translation>目标在正态分布下的负对数似然。</translation>
    </message>
    <message>
        <source>NLL normal variance criterion</source>
        <translation>NLL 正态分布 方差 损失函数 准则</translation>
    </message>
    <message>
        <source>the variance of each prediction</source>
        <translation>每个预测的方差</translation>
    </message>
    <message>
        <source>add the terms that do not depend on the prediction</source>
        <translation>加上与预测无关的项</translation>
    </message>
    <message>
        <source>the least variance</source>
        <translation>方差的下限</translation>
    </message>
    <message>
        <source>Greatest common divisor</source>
        <translation>最大公约数</translation>
    </message>
    <message>
        <source>The greatest integer that divides both inputs.</source>
        <translation>能整除两个输入的最大整数。</translation>
    </message>
    <message>
        <source>divisor factor</source>
        <translation>因数 约数</translation>
    </message>
    <message>
        <source>Greatest common divisor in place</source>
        <translation>最大公约数（原地）</translation>
    </message>
    <message>
        <source>The greatest integer that divides both inputs. The result is written into the first input.</source>
        <translation>能整除两个输入的最大整数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>divisor factor in-place inplace</source>
        <translation>因数 约数 原地 就地</translation>
    </message>
    <message>
        <source>Greater or equal in place</source>
        <translation>大于等于（原地）</translation>
    </message>
    <message>
        <source>True where a &gt;= b. The result is written into the first input.</source>
        <translation>a &gt;= b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare &gt;= in-place inplace</source>
        <translation>比较 不小于 &gt;= 原地 就地</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>Each element times the probability that a normal number is smaller.</source>
        <translation>各元素乘以正态随机数小于它的概率。</translation>
    </message>
    <message>
        <source>gaussian error transformer</source>
        <translation>高斯 误差 transformer</translation>
    </message>
    <message>
        <source>none, or tanh</source>
        <translation>none 或 tanh</translation>
    </message>
    <message>
        <source>Geometric random in place</source>
        <translation>几何分布随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes the number of trials up to a first success.</source>
        <translation>每个元素变为首次成功所需的试验次数。</translation>
    </message>
    <message>
        <source>the probability of success</source>
        <translation>成功的概率</translation>
    </message>
    <message>
        <source>the gradient at the places that were taken, 0 elsewhere</source>
        <translation>被选取的位置为梯度，其余为 0</translation>
    </message>
    <message>
        <source>Gated linear unit</source>
        <translation>门控线性单元</translation>
    </message>
    <message>
        <source>The first half of a dimension times the sigmoid of the second.</source>
        <translation>一个维度的前一半乘以后一半的 sigmoid。</translation>
    </message>
    <message>
        <source>GLU gate</source>
        <translation>GLU 门控</translation>
    </message>
    <message>
        <source>the dimension that is halved</source>
        <translation>被分成两半的维度</translation>
    </message>
    <message>
        <source>σ(second half), first half · σ&apos;(second half)</source>
        <translation>σ(后一半)，前一半 · σ&apos;(后一半)</translation>
    </message>
    <message>
        <source>Gradient of samples</source>
        <translation>样本的梯度</translation>
    </message>
    <message>
        <source>The derivative along each dimension, estimated from neighbours.</source>
        <translation>由相邻样本估计沿各维度的导数。</translation>
    </message>
    <message>
        <source>finite differences slope numerical</source>
        <translation>有限差分 斜率 数值微分 梯度</translation>
    </message>
    <message>
        <source>1 or 2, at the ends</source>
        <translation>端点处的阶数：1 或 2</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = ±1 / (2 · spacing) at the neighbours</source>
        <translation>∂outᵢ/∂aⱼ = ±1 / (2 · spacing)，在相邻元素处</translation>
    </message>
    <message>
        <source>Group normalization</source>
        <translation>组归一化</translation>
    </message>
    <message>
        <source>Each group of channels with mean 0 and variance 1, then scaled and shifted.</source>
        <translation>使每组通道均值为 0、方差为 1，再缩放并平移。</translation>
    </message>
    <message>
        <source>groupnorm layer standardize</source>
        <translation>归一化 组归一化 groupnorm 层 标准化</translation>
    </message>
    <message>
        <source>how many groups the channels form</source>
        <translation>通道分为多少组</translation>
    </message>
    <message>
        <source>Greater in place</source>
        <translation>大于（原地）</translation>
    </message>
    <message>
        <source>True where a &gt; b. The result is written into the first input.</source>
        <translation>a &gt; b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare &gt; in-place inplace</source>
        <translation>比较 &gt; 原地 就地</translation>
    </message>
    <message>
        <source>Hard shrink</source>
        <translation>硬收缩</translation>
    </message>
    <message>
        <source>Each element, or 0 where its absolute value is at most lambda.</source>
        <translation>逐元素取值，绝对值不超过 lambda 处为 0。</translation>
    </message>
    <message>
        <source>hard threshold</source>
        <translation>硬 阈值</translation>
    </message>
    <message>
        <source>half the width of the interval that becomes 0</source>
        <translation>变为 0 的区间的半宽</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where |a| &gt; λ, else 0</source>
        <translation>∂out/∂a = 1，当 |a| &gt; λ；否则为 0</translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation>硬 Sigmoid</translation>
    </message>
    <message>
        <source>A sigmoid of straight lines, between 0 and 1.</source>
        <translation>由直线段构成的 sigmoid，在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>逻辑函数</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 / 6 where -3 &lt; a &lt; 3, else 0</source>
        <translation>∂out/∂a = 1 / 6，当 -3 &lt; a &lt; 3；否则为 0</translation>
    </message>
    <message>
        <source>Hard sigmoid in place</source>
        <translation>硬 Sigmoid（原地）</translation>
    </message>
    <message>
        <source>A sigmoid of straight lines, between 0 and 1. The result is written into the first input.</source>
        <translation>由直线段构成的 sigmoid，在 0 与 1 之间。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>logistic in-place inplace</source>
        <translation>逻辑函数 原地 就地</translation>
    </message>
    <message>
        <source>Hard swish</source>
        <translation>硬 Swish</translation>
    </message>
    <message>
        <source>Each element times its hard sigmoid.</source>
        <translation>各元素乘以它的硬 sigmoid。</translation>
    </message>
    <message>
        <source>mobilenet</source>
        <translation>mobilenet</translation>
    </message>
    <message>
        <source>∂out/∂a = a / 3 + 1 / 2 where -3 &lt; a &lt; 3, else 0 or 1</source>
        <translation>∂out/∂a = a / 3 + 1 / 2，当 -3 &lt; a &lt; 3；否则为 0 或 1</translation>
    </message>
    <message>
        <source>Hard swish in place</source>
        <translation>硬 Swish（原地）</translation>
    </message>
    <message>
        <source>Each element times its hard sigmoid. The result is written into the first input.</source>
        <translation>各元素乘以它的硬 sigmoid。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>mobilenet in-place inplace</source>
        <translation>mobilenet 原地 就地</translation>
    </message>
    <message>
        <source>Hard tanh</source>
        <translation>硬 Tanh</translation>
    </message>
    <message>
        <source>Each element, held between two limits.</source>
        <translation>逐元素取值，限制在两个界限之间。</translation>
    </message>
    <message>
        <source>clip clamp</source>
        <translation>裁剪 截断</translation>
    </message>
    <message>
        <source>the least value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>the greatest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where min &lt; a &lt; max, else 0</source>
        <translation>∂out/∂a = 1，当 min &lt; a &lt; max；否则为 0</translation>
    </message>
    <message>
        <source>Hard tanh in place</source>
        <translation>硬 Tanh（原地）</translation>
    </message>
    <message>
        <source>Each element, held between two limits. The result is written into the first input.</source>
        <translation>逐元素取值，限制在两个界限之间。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>clip clamp in-place inplace</source>
        <translation>裁剪 截断 原地 就地</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>阶跃</translation>
    </message>
    <message>
        <source>0 below zero, 1 above, and the second input at zero.</source>
        <translation>小于零为 0，大于零为 1，等于零处取第二个输入。</translation>
    </message>
    <message>
        <source>Heaviside step</source>
        <translation>海维赛德 阶跃函数</translation>
    </message>
    <message>
        <source>Step in place</source>
        <translation>阶跃（原地）</translation>
    </message>
    <message>
        <source>0 below zero, 1 above, and the second input at zero. The result is written into the first input.</source>
        <translation>小于零为 0，大于零为 1，等于零处取第二个输入。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Heaviside step in-place inplace</source>
        <translation>海维赛德 阶跃函数 原地 就地</translation>
    </message>
    <message>
        <source>Hermite polynomial H</source>
        <translation>埃尔米特多项式 H</translation>
    </message>
    <message>
        <source>The Hermite polynomial H of a degree, at each element.</source>
        <translation>逐元素求指定次数的埃尔米特多项式 H。</translation>
    </message>
    <message>
        <source>orthogonal polynomial Hermite</source>
        <translation>正交 多项式 埃尔米特 厄米</translation>
    </message>
    <message>
        <source>Hermite polynomial He</source>
        <translation>埃尔米特多项式 He</translation>
    </message>
    <message>
        <source>The Hermite polynomial He of a degree, at each element.</source>
        <translation>逐元素求指定次数的埃尔米特多项式 He。</translation>
    </message>
    <message>
        <source>Hinge embedding loss</source>
        <translation>合页嵌入损失</translation>
    </message>
    <message>
        <source>Distances of similar pairs, and how far dissimilar ones come within a margin.</source>
        <translation>相似对之间的距离，以及不相似对落入间隔之内的程度。</translation>
    </message>
    <message>
        <source>similarity criterion</source>
        <translation>相似度 损失函数 准则</translation>
    </message>
    <message>
        <source>1 / n where target = 1, -1 / n where a &lt; margin, else 0</source>
        <translation>1 / n，当 target = 1；-1 / n，当 a &lt; margin；否则为 0</translation>
    </message>
    <message>
        <source>Histogram counts</source>
        <translation>直方图计数</translation>
    </message>
    <message>
        <source>How many elements fall into each of some equal bins.</source>
        <translation>落入若干等宽区间的元素各有多少个。</translation>
    </message>
    <message>
        <source>distribution frequency bins</source>
        <translation>分布 频数 频率 区间 分箱</translation>
    </message>
    <message>
        <source>how many bins</source>
        <translation>区间的个数</translation>
    </message>
    <message>
        <source>the lowest edge; of the data if both are equal</source>
        <translation>最低的边界；两者相等时由数据决定</translation>
    </message>
    <message>
        <source>the highest edge</source>
        <translation>最高的边界</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How many elements fall into each bin, and the edges of the bins.</source>
        <translation>落入每个区间的元素个数，以及各区间的边界。</translation>
    </message>
    <message>
        <source>distribution frequency bins density</source>
        <translation>分布 频数 频率 区间 分箱 密度</translation>
    </message>
    <message>
        <source>how many, or their edges</source>
        <translation>区间的个数，或各区间的边界</translation>
    </message>
    <message>
        <source>lowest and highest</source>
        <translation>最低与最高的边界</translation>
    </message>
    <message>
        <source>so that the integral is 1</source>
        <translation>使积分等于 1</translation>
    </message>
    <message>
        <source>Product of reflections</source>
        <translation>反射变换之积</translation>
    </message>
    <message>
        <source>The orthonormal columns from the reflections that a QR decomposition leaves.</source>
        <translation>由 QR 分解留下的反射变换求出标准正交的各列。</translation>
    </message>
    <message>
        <source>Householder QR orthogonal</source>
        <translation>豪斯霍尔德 Householder QR 正交</translation>
    </message>
    <message>
        <source>through the reflections</source>
        <translation>经由各反射求得</translation>
    </message>
    <message>
        <source>Split horizontally</source>
        <translation>水平分割</translation>
    </message>
    <message>
        <source>The tensor taken apart along its columns.</source>
        <translation>沿列方向把张量分开。</translation>
    </message>
    <message>
        <source>Stack horizontally</source>
        <translation>水平堆叠</translation>
    </message>
    <message>
        <source>Tensors joined along their columns; vectors one after another.</source>
        <translation>沿列方向拼接张量；向量则首尾相接。</translation>
    </message>
    <message>
        <source>Huber loss</source>
        <translation>Huber 损失</translation>
    </message>
    <message>
        <source>Half the square of the differences, and straight lines where they exceed delta.</source>
        <translation>差的平方的一半，超过 delta 处改为直线。</translation>
    </message>
    <message>
        <source>regression criterion robust</source>
        <translation>回归 损失函数 准则 稳健 鲁棒</translation>
    </message>
    <message>
        <source>up to where the loss is a square</source>
        <translation>差在此范围之内时损失为平方</translation>
    </message>
    <message>
        <source>a - target within ±δ, / n</source>
        <translation>a - target，限制在 ±δ 之内，再除以 n</translation>
    </message>
    <message>
        <source>target - a within ±δ, / n</source>
        <translation>target - a，限制在 ±δ 之内，再除以 n</translation>
    </message>
    <message>
        <source>Hypotenuse</source>
        <translation>斜边</translation>
    </message>
    <message>
        <source>The length of the hypotenuse over two legs.</source>
        <translation>两条直角边对应的斜边长度。</translation>
    </message>
    <message>
        <source>length Pythagoras</source>
        <translation>长度 勾股 毕达哥拉斯</translation>
    </message>
    <message>
        <source>Hypotenuse in place</source>
        <translation>斜边（原地）</translation>
    </message>
    <message>
        <source>The length of the hypotenuse over two legs. The result is written into the first input.</source>
        <translation>两条直角边对应的斜边长度。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>length Pythagoras in-place inplace</source>
        <translation>长度 勾股 毕达哥拉斯 原地 就地</translation>
    </message>
    <message>
        <source>Bessel function I0</source>
        <translation>贝塞尔函数 I0</translation>
    </message>
    <message>
        <source>The modified Bessel function of order 0 at each element.</source>
        <translation>逐元素求零阶修正贝塞尔函数。</translation>
    </message>
    <message>
        <source>bessel</source>
        <translation>贝塞尔</translation>
    </message>
    <message>
        <source>Bessel function I0 in place</source>
        <translation>贝塞尔函数 I0（原地）</translation>
    </message>
    <message>
        <source>The modified Bessel function of order 0 at each element. The result is written into the first input.</source>
        <translation>逐元素求零阶修正贝塞尔函数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>bessel in-place inplace</source>
        <translation>贝塞尔 原地 就地</translation>
    </message>
    <message>
        <source>Scaled Bessel function I0</source>
        <translation>缩放贝塞尔函数 I0</translation>
    </message>
    <message>
        <source>exp(-|a|) times the modified Bessel function of order 0 at each element.</source>
        <translation>exp(-|a|) 乘以各元素的零阶修正贝塞尔函数。</translation>
    </message>
    <message>
        <source>Bessel function I1</source>
        <translation>贝塞尔函数 I1</translation>
    </message>
    <message>
        <source>The modified Bessel function of order 1 at each element.</source>
        <translation>逐元素求一阶修正贝塞尔函数。</translation>
    </message>
    <message>
        <source>∂out/∂a = i0(a) - out / a, ½ at 0</source>
        <translation>∂out/∂a = i0(a) - out / a，在 0 处为 ½</translation>
    </message>
    <message>
        <source>Scaled Bessel function I1</source>
        <translation>缩放贝塞尔函数 I1</translation>
    </message>
    <message>
        <source>exp(-|a|) times the modified Bessel function of order 1 at each element.</source>
        <translation>exp(-|a|) 乘以各元素的一阶修正贝塞尔函数。</translation>
    </message>
    <message>
        <source>∂out/∂a = i0e(a) - out · (sign(a) + 1 / a), ½ at 0</source>
        <translation>∂out/∂a = i0e(a) - out · (sign(a) + 1 / a)，在 0 处为 ½</translation>
    </message>
    <message>
        <source>Undo center of spectrum</source>
        <translation>撤销频谱居中</translation>
    </message>
    <message>
        <source>The halves exchanged back, so that the middle comes first.</source>
        <translation>把两半换回来，使中间的元素回到最前。</translation>
    </message>
    <message>
        <source>Lower incomplete gamma</source>
        <translation>下不完全伽玛函数</translation>
    </message>
    <message>
        <source>The regularised lower incomplete gamma function.</source>
        <translation>正则化的下不完全伽玛函数。</translation>
    </message>
    <message>
        <source>gammainc gamma probability</source>
        <translation>gammainc 伽玛 概率</translation>
    </message>
    <message>
        <source>Lower incomplete gamma in place</source>
        <translation>下不完全伽玛函数（原地）</translation>
    </message>
    <message>
        <source>The regularised lower incomplete gamma function. The result is written into the first input.</source>
        <translation>正则化的下不完全伽玛函数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gammainc gamma probability in-place inplace</source>
        <translation>gammainc 伽玛 概率 原地 就地</translation>
    </message>
    <message>
        <source>Upper incomplete gamma</source>
        <translation>上不完全伽玛函数</translation>
    </message>
    <message>
        <source>The regularised upper incomplete gamma function.</source>
        <translation>正则化的上不完全伽玛函数。</translation>
    </message>
    <message>
        <source>gammaincc gamma probability</source>
        <translation>gammaincc 伽玛 概率</translation>
    </message>
    <message>
        <source>Upper incomplete gamma in place</source>
        <translation>上不完全伽玛函数（原地）</translation>
    </message>
    <message>
        <source>The regularised upper incomplete gamma function. The result is written into the first input.</source>
        <translation>正则化的上不完全伽玛函数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gammaincc gamma probability in-place inplace</source>
        <translation>gammaincc 伽玛 概率 原地 就地</translation>
    </message>
    <message>
        <source>Unfold windows</source>
        <translation>展开窗口</translation>
    </message>
    <message>
        <source>The windows that slide over a picture, each as a column.</source>
        <translation>在图像上滑动的各个窗口，每个窗口排成一列。</translation>
    </message>
    <message>
        <source>im2col patch window block</source>
        <translation>im2col 图块 窗口 块</translation>
    </message>
    <message>
        <source>the gradient of each element, added up over its windows</source>
        <translation>每个元素的梯度，在其所在的各窗口上累加</translation>
    </message>
    <message>
        <source>Add to slices</source>
        <translation>累加到切片</translation>
    </message>
    <message>
        <source>A copy to which slices of another tensor are added where an index says.</source>
        <translation>返回副本，把另一个张量的切片加到索引所指之处。</translation>
    </message>
    <message>
        <source>rows columns index</source>
        <translation>行 列 索引 下标</translation>
    </message>
    <message>
        <source>the dimension that is indexed</source>
        <translation>被索引的维度</translation>
    </message>
    <message>
        <source>the gradient of the slices b was added to</source>
        <translation>加上 b 的切片的梯度</translation>
    </message>
    <message>
        <source>Add to slices in place</source>
        <translation>累加到切片（原地）</translation>
    </message>
    <message>
        <source>A copy to which slices of another tensor are added where an index says. The result is written into the first input.</source>
        <translation>把另一个张量的切片加到索引所指之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>rows columns index in-place inplace</source>
        <translation>行 列 索引 下标 原地 就地</translation>
    </message>
    <message>
        <source>Write slices</source>
        <translation>写入切片</translation>
    </message>
    <message>
        <source>A copy with slices of another tensor written where an index says.</source>
        <translation>返回副本，把另一个张量的切片写到索引所指之处。</translation>
    </message>
    <message>
        <source>Write slices in place</source>
        <translation>写入切片（原地）</translation>
    </message>
    <message>
        <source>A copy with slices of another tensor written where an index says. The result is written into the first input.</source>
        <translation>把另一个张量的切片写到索引所指之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Fill slices</source>
        <translation>填充切片</translation>
    </message>
    <message>
        <source>A copy with a number in the indexed slices.</source>
        <translation>返回副本，其中被索引的切片填为同一个数。</translation>
    </message>
    <message>
        <source>the gradient, 0 in the filled slices</source>
        <translation>梯度，被填充的切片中为 0</translation>
    </message>
    <message>
        <source>Fill slices in place</source>
        <translation>填充切片（原地）</translation>
    </message>
    <message>
        <source>A copy with a number in the indexed slices. The result is written into the first input.</source>
        <translation>把被索引的切片填为同一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Fill slices from tensor</source>
        <translation>用张量填充切片</translation>
    </message>
    <message>
        <source>A copy with the value of a zero-dimensional tensor in the indexed slices.</source>
        <translation>返回副本，其中被索引的切片填为零维张量的值。</translation>
    </message>
    <message>
        <source>Fill slices from tensor in place</source>
        <translation>用张量填充切片（原地）</translation>
    </message>
    <message>
        <source>A copy with the value of a zero-dimensional tensor in the indexed slices. The result is written into the first input.</source>
        <translation>把被索引的切片填为零维张量的值。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Write at index tensors</source>
        <translation>按索引张量写入</translation>
    </message>
    <message>
        <source>A copy with values written where tensors of indices say.</source>
        <translation>返回副本，把值写到各索引张量所指之处。</translation>
    </message>
    <message>
        <source>write index assign</source>
        <translation>写入 索引 下标 赋值</translation>
    </message>
    <message>
        <source>a tensor of indices, or a mask, for each dimension</source>
        <translation>每个维度对应一个索引张量，或一个掩码</translation>
    </message>
    <message>
        <source>add to what is there</source>
        <translation>与原有的值相加</translation>
    </message>
    <message>
        <source>0 at the places that were written</source>
        <translation>写入的位置为 0</translation>
    </message>
    <message>
        <source>the gradient at those places</source>
        <translation>这些位置的梯度</translation>
    </message>
    <message>
        <source>Write at index tensors in place</source>
        <translation>按索引张量写入（原地）</translation>
    </message>
    <message>
        <source>A copy with values written where tensors of indices say. The result is written into the first input.</source>
        <translation>把值写到各索引张量所指之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>write index assign in-place inplace</source>
        <translation>写入 索引 下标 赋值 原地 就地</translation>
    </message>
    <message>
        <source>Reduce into slices</source>
        <translation>归约到切片</translation>
    </message>
    <message>
        <source>Slices of another tensor are reduced into a copy where an index says.</source>
        <translation>返回副本，把另一个张量的切片归约到索引所指之处。</translation>
    </message>
    <message>
        <source>prod, mean, amax or amin</source>
        <translation>prod、mean、amax 或 amin</translation>
    </message>
    <message>
        <source>count what is there already</source>
        <translation>把原有的值也计入</translation>
    </message>
    <message>
        <source>that of the reduction</source>
        <translation>与该归约的梯度相同</translation>
    </message>
    <message>
        <source>Reduce into slices in place</source>
        <translation>归约到切片（原地）</translation>
    </message>
    <message>
        <source>Slices of another tensor are reduced into a copy where an index says. The result is written into the first input.</source>
        <translation>把另一个张量的切片归约到索引所指之处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Select slices</source>
        <translation>选取切片</translation>
    </message>
    <message>
        <source>Slices along a dimension, in the order that an index gives.</source>
        <translation>沿某一维度按索引给出的次序取切片。</translation>
    </message>
    <message>
        <source>the gradient added to the slices that were taken</source>
        <translation>梯度累加到被选取的切片</translation>
    </message>
    <message>
        <source>Inner product</source>
        <translation>内积</translation>
    </message>
    <message>
        <source>Sums of products over the last dimension of both inputs.</source>
        <translation>沿两个输入的最后一维，对应元素相乘再求和。</translation>
    </message>
    <message>
        <source>dot vector</source>
        <translation>点积 向量</translation>
    </message>
    <message>
        <source>Instance normalization</source>
        <translation>实例归一化</translation>
    </message>
    <message>
        <source>Each channel of each sample with mean 0 and variance 1, then scaled and shifted.</source>
        <translation>使每个样本的每个通道均值为 0、方差为 1，再缩放并平移。</translation>
    </message>
    <message>
        <source>instancenorm layer standardize</source>
        <translation>归一化 实例归一化 instancenorm 层 标准化</translation>
    </message>
    <message>
        <source>use the statistics of this input</source>
        <translation>使用本输入的统计量</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>The picture in another size, with values between its elements.</source>
        <translation>把图像变为另一种大小，元素之间的值由插值得出。</translation>
    </message>
    <message>
        <source>resize upsample scale zoom bilinear bicubic nearest</source>
        <translation>缩放 改变大小 上采样 放大 双线性 双三次 最近邻</translation>
    </message>
    <message>
        <source>or how many times larger it is</source>
        <translation>或放大多少倍</translation>
    </message>
    <message>
        <source>nearest, linear, bilinear, bicubic, trilinear, area</source>
        <translation>nearest、linear、bilinear、bicubic、trilinear、area</translation>
    </message>
    <message>
        <source>corners stay where they are</source>
        <translation>角点保持不动</translation>
    </message>
    <message>
        <source>use the ratio of extents</source>
        <translation>使用大小之比</translation>
    </message>
    <message>
        <source>smooth where the picture shrinks</source>
        <translation>图像缩小时做平滑</translation>
    </message>
    <message>
        <source>the weight of each element in each result</source>
        <translation>每个元素在每个结果中的权重</translation>
    </message>
    <message>
        <source>Affine grid</source>
        <translation>仿射网格</translation>
    </message>
    <message>
        <source>The places that an affine map sends the elements of a picture to.</source>
        <translation>仿射变换把图像各元素送到的位置。</translation>
    </message>
    <message>
        <source>picture warp grid sample spatial transformer</source>
        <translation>图像 变形 网格 采样 空间变换</translation>
    </message>
    <message>
        <source>shape of the picture to read</source>
        <translation>要读取的图像的形状</translation>
    </message>
    <message>
        <source>-1 and 1 are the middles of the outer ones</source>
        <translation>-1 和 1 表示最外侧元素的中心</translation>
    </message>
    <message>
        <source>the place of each element</source>
        <translation>每个元素的位置</translation>
    </message>
    <message>
        <source>inner product scalar product vector @</source>
        <translation>内积 点乘 数量积 向量 @</translation>
    </message>
    <message>
        <source>e^x exponential power</source>
        <translation>e^x 指数 指数函数 幂</translation>
    </message>
    <message>
        <source>e^x exponential power in-place inplace</source>
        <translation>e^x 指数 指数函数 幂 原地 就地</translation>
    </message>
    <message>
        <source>Householder reflections</source>
        <translation>Householder 反射</translation>
    </message>
    <message>
        <source>The QR decomposition as R and the reflections whose product is Q.</source>
        <translation>QR 分解，给出 R 以及乘积为 Q 的各个反射。</translation>
    </message>
    <message>
        <source>qr householder</source>
        <translation>QR 分解 豪斯霍尔德 反射</translation>
    </message>
    <message>
        <source>Grid sample</source>
        <translation>网格采样</translation>
    </message>
    <message>
        <source>The picture read at places between -1 and 1, between its elements too.</source>
        <translation>在 -1 到 1 之间的位置上读取图像，元素之间用插值。</translation>
    </message>
    <message>
        <source>bilinear, nearest or bicubic</source>
        <translation>bilinear、nearest 或 bicubic</translation>
    </message>
    <message>
        <source>zeros, border or reflection outside</source>
        <translation>图像之外：zeros、border 或 reflection</translation>
    </message>
    <message>
        <source>the slope of the picture at the place</source>
        <translation>图像在该位置的斜率</translation>
    </message>
    <message>
        <source>Inverse</source>
        <translation>逆矩阵</translation>
    </message>
    <message>
        <source>The inverse of a square matrix.</source>
        <translation>方阵的逆矩阵。</translation>
    </message>
    <message>
        <source>matrix reciprocal</source>
        <translation>矩阵 求逆 倒数</translation>
    </message>
    <message>
        <source>Inverse with report</source>
        <translation>逆矩阵（附错误信息）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>接近</translation>
    </message>
    <message>
        <source>True where the inputs differ by no more than the tolerances.</source>
        <translation>两个输入之差不超过容差处为 True。</translation>
    </message>
    <message>
        <source>approximately equal tolerance</source>
        <translation>近似相等 容差</translation>
    </message>
    <message>
        <source>tolerance as a part of the second input</source>
        <translation>相对于第二个输入的容差</translation>
    </message>
    <message>
        <source>tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>nan is close to nan</source>
        <translation>nan 与 nan 视为接近</translation>
    </message>
    <message>
        <source>Is finite</source>
        <translation>是否有限</translation>
    </message>
    <message>
        <source>True where an element is neither infinite nor nan.</source>
        <translation>元素既非无穷也非 nan 处为 True。</translation>
    </message>
    <message>
        <source>test check nan inf finite</source>
        <translation>检测 nan inf 有限</translation>
    </message>
    <message>
        <source>Among</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>True where an element of the first input is among those of the second.</source>
        <translation>第一个输入的元素出现在第二个输入中之处为 True。</translation>
    </message>
    <message>
        <source>member contains set</source>
        <translation>成员 包含 集合</translation>
    </message>
    <message>
        <source>no element repeats</source>
        <translation>元素互不重复</translation>
    </message>
    <message>
        <source>True where not among them</source>
        <translation>不属于处为 True</translation>
    </message>
    <message>
        <source>Is infinite</source>
        <translation>是否无穷</translation>
    </message>
    <message>
        <source>True where an element is infinite.</source>
        <translation>元素为无穷处为 True。</translation>
    </message>
    <message>
        <source>Is nan</source>
        <translation>是否 nan</translation>
    </message>
    <message>
        <source>True where an element is not a number.</source>
        <translation>元素不是数处为 True。</translation>
    </message>
    <message>
        <source>Is -inf</source>
        <translation>是否 -inf</translation>
    </message>
    <message>
        <source>True where it is -inf.</source>
        <translation>为 -inf 处为 True。</translation>
    </message>
    <message>
        <source>Is inf</source>
        <translation>是否 inf</translation>
    </message>
    <message>
        <source>True where it is inf.</source>
        <translation>为 inf 处为 True。</translation>
    </message>
    <message>
        <source>Is real</source>
        <translation>是否实数</translation>
    </message>
    <message>
        <source>True everywhere, as no element is complex.</source>
        <translation>处处为 True，因为没有复数元素。</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>How far target probabilities are from predictions, which are log-probabilities.</source>
        <translation>目标概率与预测相距多远，预测以对数概率给出。</translation>
    </message>
    <message>
        <source>KL relative entropy criterion</source>
        <translation>KL 相对熵 损失函数 准则</translation>
    </message>
    <message>
        <source>none, batchmean, mean or sum</source>
        <translation>none、batchmean、mean 或 sum</translation>
    </message>
    <message>
        <source>whether targets are logarithms</source>
        <translation>目标是否为对数</translation>
    </message>
    <message>
        <source>Kronecker product</source>
        <translation>克罗内克积</translation>
    </message>
    <message>
        <source>Each element of the first input times the whole second, as blocks.</source>
        <translation>第一个输入的每个元素乘以整个第二个输入，排成分块。</translation>
    </message>
    <message>
        <source>blocks tensor product</source>
        <translation>分块 张量积</translation>
    </message>
    <message>
        <source>sums of g · b over each block</source>
        <translation>g · b 在每个块上的和</translation>
    </message>
    <message>
        <source>sums of g · a over the blocks</source>
        <translation>g · a 在各块上的和</translation>
    </message>
    <message>
        <source>k-th smallest</source>
        <translation>第 k 小</translation>
    </message>
    <message>
        <source>The k-th smallest elements along a dimension, and where they are.</source>
        <translation>沿某一维度第 k 小的元素及其位置。</translation>
    </message>
    <message>
        <source>rank order statistic</source>
        <translation>名次 次序 顺序统计量</translation>
    </message>
    <message>
        <source>the rank, from 1</source>
        <translation>名次，从 1 起</translation>
    </message>
    <message>
        <source>∂values/∂aᵢ = 1 at the index, else 0</source>
        <translation>∂values/∂aᵢ = 1，在该下标处；否则为 0</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>The absolute differences between prediction and target, averaged.</source>
        <translation>预测与目标之差的绝对值，再取平均。</translation>
    </message>
    <message>
        <source>MAE L1 regression criterion</source>
        <translation>MAE L1 回归 损失函数 准则</translation>
    </message>
    <message>
        <source>Laguerre polynomial</source>
        <translation>拉盖尔多项式</translation>
    </message>
    <message>
        <source>The Laguerre polynomial of a degree, at each element.</source>
        <translation>逐元素求指定次数的拉盖尔多项式。</translation>
    </message>
    <message>
        <source>orthogonal polynomial Laguerre</source>
        <translation>正交多项式 拉盖尔 Laguerre</translation>
    </message>
    <message>
        <source>Layer normalization</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>The last dimensions with mean 0 and variance 1, then scaled and shifted.</source>
        <translation>把最后若干维归一化为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>layernorm layer standardize transformer</source>
        <translation>归一化 层归一化 layernorm 层 标准化 transformer</translation>
    </message>
    <message>
        <source>the last dimensions, as their sizes</source>
        <translation>最后若干维，以其大小给出</translation>
    </message>
    <message>
        <source>Least common multiple</source>
        <translation>最小公倍数</translation>
    </message>
    <message>
        <source>The smallest positive integer that both inputs divide.</source>
        <translation>能被两个输入整除的最小正整数。</translation>
    </message>
    <message>
        <source>multiple</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Least common multiple in place</source>
        <translation>最小公倍数（原地）</translation>
    </message>
    <message>
        <source>The smallest positive integer that both inputs divide. The result is written into the first input.</source>
        <translation>能被两个输入整除的最小正整数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>multiple in-place inplace</source>
        <translation>倍数 原地 就地</translation>
    </message>
    <message>
        <source>Scale by power of two</source>
        <translation>乘以 2 的幂</translation>
    </message>
    <message>
        <source>The first input times two to the power of the second.</source>
        <translation>第一个输入乘以 2 的第二个输入次幂。</translation>
    </message>
    <message>
        <source>exponent mantissa</source>
        <translation>指数 尾数</translation>
    </message>
    <message>
        <source>Scale by power of two in place</source>
        <translation>乘以 2 的幂（原地）</translation>
    </message>
    <message>
        <source>The first input times two to the power of the second. The result is written into the first input.</source>
        <translation>第一个输入乘以 2 的第二个输入次幂。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponent mantissa in-place inplace</source>
        <translation>指数 尾数 原地 就地</translation>
    </message>
    <message>
        <source>LDL factors</source>
        <translation>LDL 分解</translation>
    </message>
    <message>
        <source>A symmetric matrix as a triangle, a diagonal and row exchanges.</source>
        <translation>把对称矩阵分解为三角阵、对角阵和行交换。</translation>
    </message>
    <message>
        <source>symmetric indefinite factorization</source>
        <translation>对称 不定 分解</translation>
    </message>
    <message>
        <source>of complex numbers</source>
        <translation>复数</translation>
    </message>
    <message>
        <source>LDL factors with report</source>
        <translation>LDL 分解（带状态）</translation>
    </message>
    <message>
        <source>raise an error for zeros</source>
        <translation>遇零报错</translation>
    </message>
    <message>
        <source>Solve by LDL</source>
        <translation>用 LDL 求解</translation>
    </message>
    <message>
        <source>The solution of a symmetric system, from its LDL factors.</source>
        <translation>由 LDL 分解求对称方程组的解。</translation>
    </message>
    <message>
        <source>Less or equal in place</source>
        <translation>小于等于（原地）</translation>
    </message>
    <message>
        <source>True where a &lt;= b. The result is written into the first input.</source>
        <translation>a &lt;= b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare &lt;= in-place inplace</source>
        <translation>比较 不大于 &lt;= 原地 就地</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Each element, multiplied by a small slope where it is negative.</source>
        <translation>逐元素取值，负数处乘以一个小斜率。</translation>
    </message>
    <message>
        <source>rectifier LeakyReLU</source>
        <translation>整流 LeakyReLU</translation>
    </message>
    <message>
        <source>the slope below 0</source>
        <translation>0 以下的斜率</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else the negative slope</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为 negative_slope</translation>
    </message>
    <message>
        <source>Leaky ReLU in place</source>
        <translation>Leaky ReLU（原地）</translation>
    </message>
    <message>
        <source>Each element, multiplied by a small slope where it is negative. The result is written into the first input.</source>
        <translation>逐元素取值，负数处乘以一个小斜率。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>rectifier LeakyReLU in-place inplace</source>
        <translation>整流 LeakyReLU 原地 就地</translation>
    </message>
    <message>
        <source>Legendre polynomial</source>
        <translation>勒让德多项式</translation>
    </message>
    <message>
        <source>The Legendre polynomial of a degree, at each element.</source>
        <translation>对各元素求给定次数的勒让德多项式。</translation>
    </message>
    <message>
        <source>orthogonal polynomial Legendre</source>
        <translation>正交多项式 勒让德 Legendre</translation>
    </message>
    <message>
        <source>The point between the inputs that a weight from 0 to 1 says.</source>
        <translation>由 0 到 1 的权重所定的两个输入之间的点。</translation>
    </message>
    <message>
        <source>linear interpolation mix</source>
        <translation>线性插值 混合</translation>
    </message>
    <message>
        <source>0 gives the first input, 1 the second</source>
        <translation>0 为第一个输入，1 为第二个</translation>
    </message>
    <message>
        <source>Interpolate in place</source>
        <translation>插值（原地）</translation>
    </message>
    <message>
        <source>The point between the inputs that a weight from 0 to 1 says. The result is written into the first input.</source>
        <translation>由 0 到 1 的权重所定的两个输入之间的点。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>linear interpolation mix in-place inplace</source>
        <translation>线性插值 混合 原地 就地</translation>
    </message>
    <message>
        <source>Interpolate with tensor</source>
        <translation>用张量插值</translation>
    </message>
    <message>
        <source>The point between the inputs that weights from 0 to 1 say.</source>
        <translation>由 0 到 1 的各权重所定的两个输入之间的点。</translation>
    </message>
    <message>
        <source>Interpolate with tensor in place</source>
        <translation>用张量插值（原地）</translation>
    </message>
    <message>
        <source>The point between the inputs that weights from 0 to 1 say. The result is written into the first input.</source>
        <translation>由 0 到 1 的各权重所定的两个输入之间的点。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Logarithm of gamma</source>
        <translation>伽玛函数的对数</translation>
    </message>
    <message>
        <source>The logarithm of the magnitude of the gamma function of each element.</source>
        <translation>逐元素求伽玛函数绝对值的对数。</translation>
    </message>
    <message>
        <source>factorial</source>
        <translation>阶乘</translation>
    </message>
    <message>
        <source>Logarithm of gamma in place</source>
        <translation>伽玛函数的对数（原地）</translation>
    </message>
    <message>
        <source>The logarithm of the magnitude of the gamma function of each element. The result is written into the first input.</source>
        <translation>逐元素求伽玛函数绝对值的对数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>factorial in-place inplace</source>
        <translation>阶乘 原地 就地</translation>
    </message>
    <message>
        <source>Cholesky decomposition</source>
        <translation>Cholesky 分解</translation>
    </message>
    <message>
        <source>Cross product of vectors</source>
        <translation>向量叉积</translation>
    </message>
    <message>
        <source>Diagonals of matrices</source>
        <translation>矩阵的对角线</translation>
    </message>
    <message>
        <source>The diagonals of the matrices in the last two dimensions, sharing memory.</source>
        <translation>最后两个维度中各矩阵的对角线，共享内存。</translation>
    </message>
    <message>
        <source>LU decomposition</source>
        <translation>LU 分解</translation>
    </message>
    <message>
        <source>The matrix as a permutation times a lower and an upper triangle.</source>
        <translation>把矩阵分解为置换矩阵、下三角矩阵与上三角矩阵之积。</translation>
    </message>
    <message>
        <source>triangular pivot Gauss</source>
        <translation>三角矩阵 主元 选主元 高斯消元</translation>
    </message>
    <message>
        <source>exchange rows</source>
        <translation>交换行</translation>
    </message>
    <message>
        <source>p @ inverse(l)ᵀ @ (triangles of lᵀ @ gₗ and gᵤ @ uᵀ) @ inverse(u)ᵀ</source>
        <translation>p @ inverse(l)ᵀ @ (lᵀ @ gₗ 与 gᵤ @ uᵀ 的三角部分) @ inverse(u)ᵀ</translation>
    </message>
    <message>
        <source>Vector or matrix norm</source>
        <translation>向量或矩阵范数</translation>
    </message>
    <message>
        <source>The norm of vectors, or with an order of matrices.</source>
        <translation>向量的范数；指定阶数时也可求矩阵的范数。</translation>
    </message>
    <message>
        <source>length magnitude Frobenius Euclid</source>
        <translation>长度 大小 模 弗罗贝尼乌斯 Frobenius 欧几里得</translation>
    </message>
    <message>
        <source>dimensions of the vectors; all if empty</source>
        <translation>向量所在的维度；留空则为全部</translation>
    </message>
    <message>
        <source>type to compute in</source>
        <translation>计算时使用的类型</translation>
    </message>
    <message>
        <source>∂out/∂a = a / out for the order 2</source>
        <translation>∂out/∂a = a / out，当阶数为 2</translation>
    </message>
    <message>
        <source>QR decomposition</source>
        <translation>QR 分解</translation>
    </message>
    <message>
        <source>The matrix as a product of orthonormal columns and a triangle.</source>
        <translation>把矩阵分解为列标准正交的矩阵与三角矩阵之积。</translation>
    </message>
    <message>
        <source>orthogonal triangular Householder</source>
        <translation>正交 三角矩阵 Householder 豪斯霍尔德</translation>
    </message>
    <message>
        <source>reduced, complete or r (only R)</source>
        <translation>reduced、complete 或 r（只求 R）</translation>
    </message>
    <message>
        <source>by the equations of the factors</source>
        <translation>由各因子满足的方程求得</translation>
    </message>
    <message>
        <source>Singular value decomposition</source>
        <translation>奇异值分解</translation>
    </message>
    <message>
        <source>The matrix as a product of two rotations and a scaling between them.</source>
        <translation>把矩阵分解为两个旋转以及其间一个缩放之积。</translation>
    </message>
    <message>
        <source>singular rank rotation</source>
        <translation>奇异值 SVD 秩 旋转</translation>
    </message>
    <message>
        <source>square U and Vh</source>
        <translation>U 与 Vh 取方阵</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Vandermonde matrix</source>
        <translation>范德蒙德矩阵</translation>
    </message>
    <message>
        <source>The powers of each element, in rows.</source>
        <translation>各元素的各次幂，按行排列。</translation>
    </message>
    <message>
        <source>polynomial powers</source>
        <translation>多项式 幂 范德蒙德 Vandermonde</translation>
    </message>
    <message>
        <source>how many powers</source>
        <translation>幂的个数</translation>
    </message>
    <message>
        <source>sums of the gradient times j · aʲ⁻¹</source>
        <translation>梯度乘以 j · aʲ⁻¹ 之和</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>The input times the transposed weights, plus the bias.</source>
        <translation>输入乘以权重的转置，再加上偏置。</translation>
    </message>
    <message>
        <source>dense fully connected affine layer</source>
        <translation>全连接 稠密 仿射 线性 层</translation>
    </message>
    <message>
        <source>a row of factors for each output</source>
        <translation>每个输出对应一行系数</translation>
    </message>
    <message>
        <source>Linear cross entropy</source>
        <translation>线性交叉熵</translation>
    </message>
    <message>
        <source>The cross entropy of the scores that a linear layer gives.</source>
        <translation>由线性层所给得分计算的交叉熵。</translation>
    </message>
    <message>
        <source>classification criterion linear</source>
        <translation>分类 损失 准则 线性 交叉熵</translation>
    </message>
    <message>
        <source>a row of factors for each class</source>
        <translation>每个类别对应一行系数</translation>
    </message>
    <message>
        <source>Local response normalization</source>
        <translation>局部响应归一化</translation>
    </message>
    <message>
        <source>Each value divided by a power of the mean square of neighbouring channels.</source>
        <translation>各值除以相邻通道均方值的幂。</translation>
    </message>
    <message>
        <source>LRN layer</source>
        <translation>LRN 层 局部响应 归一化</translation>
    </message>
    <message>
        <source>how many neighbouring channels count</source>
        <translation>计入多少个相邻通道</translation>
    </message>
    <message>
        <source>factor of their mean square</source>
        <translation>相邻通道均方值的系数</translation>
    </message>
    <message>
        <source>added before the power is taken</source>
        <translation>求幂之前加上的数</translation>
    </message>
    <message>
        <source>g / out&apos;s divisor, less what it does to the neighbours&apos; divisors</source>
        <translation>g 除以 out 的分母，再减去它对相邻元素分母的影响</translation>
    </message>
    <message>
        <source>Logarithm to base 10</source>
        <translation>以 10 为底的对数</translation>
    </message>
    <message>
        <source>The logarithm to base 10 of each element.</source>
        <translation>逐元素求以 10 为底的对数。</translation>
    </message>
    <message>
        <source>decimal common</source>
        <translation>十进制 常用对数</translation>
    </message>
    <message>
        <source>Logarithm to base 10 in place</source>
        <translation>以 10 为底的对数（原地）</translation>
    </message>
    <message>
        <source>The logarithm to base 10 of each element. The result is written into the first input.</source>
        <translation>逐元素求以 10 为底的对数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>decimal common in-place inplace</source>
        <translation>十进制 常用对数 原地 就地</translation>
    </message>
    <message>
        <source>Logarithm of one plus</source>
        <translation>加一的对数</translation>
    </message>
    <message>
        <source>The natural logarithm of 1 plus each element; exact near 0.</source>
        <translation>逐元素求 1 加该元素的自然对数；在 0 附近依然准确。</translation>
    </message>
    <message>
        <source>Logarithm of one plus in place</source>
        <translation>加一的对数（原地）</translation>
    </message>
    <message>
        <source>The natural logarithm of 1 plus each element; exact near 0. The result is written into the first input.</source>
        <translation>逐元素求 1 加该元素的自然对数；在 0 附近依然准确。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Logarithm to base 2</source>
        <translation>以 2 为底的对数</translation>
    </message>
    <message>
        <source>The logarithm to base 2 of each element.</source>
        <translation>逐元素求以 2 为底的对数。</translation>
    </message>
    <message>
        <source>binary bits</source>
        <translation>二进制 比特</translation>
    </message>
    <message>
        <source>Logarithm to base 2 in place</source>
        <translation>以 2 为底的对数（原地）</translation>
    </message>
    <message>
        <source>The logarithm to base 2 of each element. The result is written into the first input.</source>
        <translation>逐元素求以 2 为底的对数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>binary bits in-place inplace</source>
        <translation>二进制 比特 原地 就地</translation>
    </message>
    <message>
        <source>Logarithm of the normal distribution</source>
        <translation>正态分布概率的对数</translation>
    </message>
    <message>
        <source>The logarithm of the probability that a standard normal variable is below.</source>
        <translation>标准正态变量小于各元素的概率的对数。</translation>
    </message>
    <message>
        <source>gauss cumulative cdf</source>
        <translation>高斯 累积分布 cdf</translation>
    </message>
    <message>
        <source>Log-normal random in place</source>
        <translation>对数正态随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes a random value whose logarithm is normally distributed.</source>
        <translation>每个元素都变成对数服从正态分布的随机值。</translation>
    </message>
    <message>
        <source>the mean of the logarithm</source>
        <translation>对数的均值</translation>
    </message>
    <message>
        <source>the deviation of the logarithm</source>
        <translation>对数的标准差</translation>
    </message>
    <message>
        <source>Log softmax</source>
        <translation>Log softmax</translation>
    </message>
    <message>
        <source>The logarithm of softmax, computed without overflow.</source>
        <translation>softmax 的对数，计算时不会溢出。</translation>
    </message>
    <message>
        <source>log probability activation classification</source>
        <translation>对数 概率 激活函数 分类</translation>
    </message>
    <message>
        <source>the dimension that sums to 1</source>
        <translation>总和为 1 的维度</translation>
    </message>
    <message>
        <source>convert to this type first</source>
        <translation>先转换为此类型</translation>
    </message>
    <message>
        <source>Logarithm of sum of exponentials</source>
        <translation>指数和的对数</translation>
    </message>
    <message>
        <source>The logarithm of the sum of the exponentials of both inputs, without overflow.</source>
        <translation>两个输入的指数之和的对数，不会溢出。</translation>
    </message>
    <message>
        <source>log exp softmax</source>
        <translation>对数 指数 softmax</translation>
    </message>
    <message>
        <source>Binary logarithm of sum of powers</source>
        <translation>以 2 为底的幂和对数</translation>
    </message>
    <message>
        <source>The logarithm to base two of the sum of two to the powers of both inputs.</source>
        <translation>2 的两个输入次幂之和的以 2 为底的对数。</translation>
    </message>
    <message>
        <source>log exp</source>
        <translation>对数 指数</translation>
    </message>
    <message>
        <source>Cumulative log-sum-exp</source>
        <translation>累积对数指数和</translation>
    </message>
    <message>
        <source>The logarithms of the sums of exponentials up to each element.</source>
        <translation>截至各元素的指数之和的对数。</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = exp(aⱼ - outᵢ) where j ≤ i, else 0</source>
        <translation>∂outᵢ/∂aⱼ = exp(aⱼ - outᵢ)，当 j ≤ i；否则为 0</translation>
    </message>
    <message>
        <source>Logarithm of determinant</source>
        <translation>行列式的对数</translation>
    </message>
    <message>
        <source>The logarithm of the determinant; nan where that is negative.</source>
        <translation>行列式的对数；行列式为负时为 nan。</translation>
    </message>
    <message>
        <source>determinant log</source>
        <translation>行列式 对数 log</translation>
    </message>
    <message>
        <source>And</source>
        <translation>逻辑与</translation>
    </message>
    <message>
        <source>True where both are not zero.</source>
        <translation>两者都不为零处为 True。</translation>
    </message>
    <message>
        <source>boolean mask logic</source>
        <translation>布尔 掩码 逻辑</translation>
    </message>
    <message>
        <source>And in place</source>
        <translation>逻辑与（原地）</translation>
    </message>
    <message>
        <source>True where both are not zero. The result is written into the first input.</source>
        <translation>两者都不为零处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>boolean mask logic in-place inplace</source>
        <translation>布尔 掩码 逻辑 原地 就地</translation>
    </message>
    <message>
        <source>Logical not</source>
        <translation>逻辑非</translation>
    </message>
    <message>
        <source>True where an element is zero or False.</source>
        <translation>元素为零或 False 处为 True。</translation>
    </message>
    <message>
        <source>negate invert zero</source>
        <translation>取反 零</translation>
    </message>
    <message>
        <source>Logical not in place</source>
        <translation>逻辑非（原地）</translation>
    </message>
    <message>
        <source>True where an element is zero or False. The result is written into the first input.</source>
        <translation>元素为零或 False 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>negate invert zero in-place inplace</source>
        <translation>取反 零 原地 就地</translation>
    </message>
    <message>
        <source>Or</source>
        <translation>逻辑或</translation>
    </message>
    <message>
        <source>True where one is not zero.</source>
        <translation>任一不为零处为 True。</translation>
    </message>
    <message>
        <source>Or in place</source>
        <translation>逻辑或（原地）</translation>
    </message>
    <message>
        <source>True where one is not zero. The result is written into the first input.</source>
        <translation>任一不为零处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Either or</source>
        <translation>逻辑异或</translation>
    </message>
    <message>
        <source>True where just one is not 0.</source>
        <translation>恰有一个不为 0 处为 True。</translation>
    </message>
    <message>
        <source>Either or in place</source>
        <translation>逻辑异或（原地）</translation>
    </message>
    <message>
        <source>True where just one is not 0. The result is written into the first input.</source>
        <translation>恰有一个不为 0 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>Logit</translation>
    </message>
    <message>
        <source>The logarithm of the odds of each element, the inverse of sigmoid.</source>
        <translation>各元素的几率的对数，sigmoid 的反函数。</translation>
    </message>
    <message>
        <source>odds inverse sigmoid</source>
        <translation>几率 sigmoid 反函数</translation>
    </message>
    <message>
        <source>keep inputs that far from 0 and 1</source>
        <translation>使输入与 0 和 1 至少相距这么远</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 / (a · (1 - a)), 0 where eps cut</source>
        <translation>∂out/∂a = 1 / (a · (1 - a))，被 eps 截断处为 0</translation>
    </message>
    <message>
        <source>Logit in place</source>
        <translation>Logit（原地）</translation>
    </message>
    <message>
        <source>The logarithm of the odds of each element, the inverse of sigmoid. The result is written into the first input.</source>
        <translation>各元素的几率的对数，sigmoid 的反函数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>odds inverse sigmoid in-place inplace</source>
        <translation>几率 sigmoid 反函数 原地 就地</translation>
    </message>
    <message>
        <source>Log sigmoid</source>
        <translation>Log sigmoid</translation>
    </message>
    <message>
        <source>The logarithm of the sigmoid of each element.</source>
        <translation>逐元素求 sigmoid 的对数。</translation>
    </message>
    <message>
        <source>Logarithmic spacing</source>
        <translation>对数等间隔</translation>
    </message>
    <message>
        <source>Powers of a base whose exponents are evenly spaced from start to end.</source>
        <translation>以某数为底的幂，指数从 start 到 end 等间隔。</translation>
    </message>
    <message>
        <source>sequence range geometric exponential</source>
        <translation>序列 范围 等比数列 几何级数 指数</translation>
    </message>
    <message>
        <source>what is raised to the powers</source>
        <translation>求幂所用的底数</translation>
    </message>
    <message>
        <source>Log-sum-exp</source>
        <translation>对数指数和归约</translation>
    </message>
    <message>
        <source>The logarithm of the sum of exponentials, computed without overflow.</source>
        <translation>指数之和的对数，计算时不会溢出。</translation>
    </message>
    <message>
        <source>softmax smooth maximum reduce</source>
        <translation>softmax 平滑最大值 归约</translation>
    </message>
    <message>
        <source>dimensions to reduce</source>
        <translation>要归约的维度</translation>
    </message>
    <message>
        <source>Norm pooling 1D</source>
        <translation>一维范数池化</translation>
    </message>
    <message>
        <source>The p-norm of each window that slides in one dimension.</source>
        <translation>在一个维度上滑动的各窗口的 p 范数。</translation>
    </message>
    <message>
        <source>norm pool downsample window</source>
        <translation>范数 池化 下采样 窗口</translation>
    </message>
    <message>
        <source>(a / out) ** (p - 1), for each window that has the element</source>
        <translation>(a / out) ** (p - 1)，对包含该元素的每个窗口</translation>
    </message>
    <message>
        <source>Norm pooling 2D</source>
        <translation>二维范数池化</translation>
    </message>
    <message>
        <source>The p-norm of each window that slides in two dimensions.</source>
        <translation>在两个维度上滑动的各窗口的 p 范数。</translation>
    </message>
    <message>
        <source>Least squares</source>
        <translation>最小二乘</translation>
    </message>
    <message>
        <source>The X for which A X comes nearest to B.</source>
        <translation>使 A X 最接近 B 的 X。</translation>
    </message>
    <message>
        <source>regression fit residuals</source>
        <translation>回归 拟合 最小二乘 残差</translation>
    </message>
    <message>
        <source>tolerance for the rank</source>
        <translation>判定秩的容差</translation>
    </message>
    <message>
        <source>gels, gelsy, gelsd or gelss</source>
        <translation>gels、gelsy、gelsd 或 gelss</translation>
    </message>
    <message>
        <source>through the pseudo-inverse</source>
        <translation>经由伪逆求得</translation>
    </message>
    <message>
        <source>Less in place</source>
        <translation>小于（原地）</translation>
    </message>
    <message>
        <source>True where a &lt; b. The result is written into the first input.</source>
        <translation>a &lt; b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare &lt; in-place inplace</source>
        <translation>比较 &lt; 原地 就地</translation>
    </message>
    <message>
        <source>LU factors (old)</source>
        <translation>LU 因子（旧版）</translation>
    </message>
    <message>
        <source>The older form of linalg.lu_factor.</source>
        <translation>linalg.lu_factor 的旧版。</translation>
    </message>
    <message>
        <source>say where U is singular</source>
        <translation>返回 U 在何处奇异</translation>
    </message>
    <message>
        <source>LU factors</source>
        <translation>LU 因子</translation>
    </message>
    <message>
        <source>Both triangles of the LU decomposition in one matrix, and the row exchanges.</source>
        <translation>把 LU 分解的两个三角矩阵存于一个矩阵，并给出行交换。</translation>
    </message>
    <message>
        <source>LU factors with report</source>
        <translation>LU 因子（附错误信息）</translation>
    </message>
    <message>
        <source>Solve by LU factors</source>
        <translation>用 LU 因子求解</translation>
    </message>
    <message>
        <source>The solution of a system whose matrix is given by its LU factors.</source>
        <translation>求解系数矩阵由其 LU 因子给出的方程组。</translation>
    </message>
    <message>
        <source>equation triangular</source>
        <translation>方程 方程组 求解 三角矩阵</translation>
    </message>
    <message>
        <source>solve AX = B, not XA = B</source>
        <translation>求解 AX = B，而非 XA = B</translation>
    </message>
    <message>
        <source>of the transposed matrix</source>
        <translation>对转置矩阵求解</translation>
    </message>
    <message>
        <source>through the triangles</source>
        <translation>经由三角因子求得</translation>
    </message>
    <message>
        <source>the solution for the gradient</source>
        <translation>以梯度为右端项的解</translation>
    </message>
    <message>
        <source>Solve by LU factors (old)</source>
        <translation>用 LU 因子求解（旧版）</translation>
    </message>
    <message>
        <source>Unpack LU factors</source>
        <translation>解包 LU 因子</translation>
    </message>
    <message>
        <source>The permutation and both triangles from what linalg.lu_factor gives.</source>
        <translation>由 linalg.lu_factor 的结果得到置换矩阵与两个三角矩阵。</translation>
    </message>
    <message>
        <source>triangular pivot</source>
        <translation>三角矩阵 主元 置换</translation>
    </message>
    <message>
        <source>give L and U</source>
        <translation>给出 L 和 U</translation>
    </message>
    <message>
        <source>give P</source>
        <translation>给出 P</translation>
    </message>
    <message>
        <source>the triangles of the gradients of L and U</source>
        <translation>L 与 U 的梯度的三角部分</translation>
    </message>
    <message>
        <source>Matrices conjugate transposed</source>
        <translation>各矩阵共轭转置</translation>
    </message>
    <message>
        <source>Matrices transposed</source>
        <translation>各矩阵转置</translation>
    </message>
    <message>
        <source>The last two dimensions exchanged, sharing memory.</source>
        <translation>交换最后两个维度，共享内存。</translation>
    </message>
    <message>
        <source>Margin ranking loss</source>
        <translation>间隔排序损失</translation>
    </message>
    <message>
        <source>How far pairs are from being ranked as the target says: 1 first, -1 last.</source>
        <translation>各对输入的次序与目标所要求的相差多远：1 表示第一个应较大，-1 表示第二个应较大。</translation>
    </message>
    <message>
        <source>order criterion</source>
        <translation>排序 次序 损失 准则</translation>
    </message>
    <message>
        <source>-target / n within the margin, else 0</source>
        <translation>-target / n，在间隔之内；否则为 0</translation>
    </message>
    <message>
        <source>target / n within the margin, else 0</source>
        <translation>target / n，在间隔之内；否则为 0</translation>
    </message>
    <message>
        <source>(b - a) / n within the margin, else 0</source>
        <translation>(b - a) / n，在间隔之内；否则为 0</translation>
    </message>
    <message>
        <source>Fill by mask</source>
        <translation>按掩码填充</translation>
    </message>
    <message>
        <source>A copy with a number where a mask is true.</source>
        <translation>返回副本，掩码为真处填入一个数。</translation>
    </message>
    <message>
        <source>mask where condition</source>
        <translation>掩码 条件 填充 where</translation>
    </message>
    <message>
        <source>the gradient, 0 where the mask is true</source>
        <translation>梯度，掩码为真处为 0</translation>
    </message>
    <message>
        <source>Fill by mask in place</source>
        <translation>按掩码填充（原地）</translation>
    </message>
    <message>
        <source>A copy with a number where a mask is true. The result is written into the first input.</source>
        <translation>返回副本，掩码为真处填入一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>mask where condition in-place inplace</source>
        <translation>掩码 条件 填充 where 原地 就地</translation>
    </message>
    <message>
        <source>Fill by mask from tensor</source>
        <translation>按掩码用张量填充</translation>
    </message>
    <message>
        <source>A copy with the value of a zero-dimensional tensor where a mask is true.</source>
        <translation>返回副本，掩码为真处填入一个零维张量的值。</translation>
    </message>
    <message>
        <source>the gradient where the mask is true</source>
        <translation>掩码为真处的梯度</translation>
    </message>
    <message>
        <source>Fill by mask from tensor in place</source>
        <translation>按掩码用张量填充（原地）</translation>
    </message>
    <message>
        <source>A copy with the value of a zero-dimensional tensor where a mask is true. The result is written into the first input.</source>
        <translation>返回副本，掩码为真处填入一个零维张量的值。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Write by mask</source>
        <translation>按掩码写入</translation>
    </message>
    <message>
        <source>A copy with the elements of another tensor, one after another, by a mask.</source>
        <translation>返回副本，按掩码依次写入另一个张量的元素。</translation>
    </message>
    <message>
        <source>Write by mask in place</source>
        <translation>按掩码写入（原地）</translation>
    </message>
    <message>
        <source>A copy with the elements of another tensor, one after another, by a mask. The result is written into the first input.</source>
        <translation>返回副本，按掩码依次写入另一个张量的元素。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Select by mask</source>
        <translation>按掩码选取</translation>
    </message>
    <message>
        <source>The elements where a mask is true, one after another.</source>
        <translation>依次取出掩码为真处的元素。</translation>
    </message>
    <message>
        <source>the gradient where the mask is true, 0 elsewhere</source>
        <translation>掩码为真处为梯度，其余为 0</translation>
    </message>
    <message>
        <source>matrix multiplication product @ linear</source>
        <translation>矩阵 乘法 乘积 相乘 线性 @</translation>
    </message>
    <message>
        <source>Matrix exponential</source>
        <translation>矩阵指数</translation>
    </message>
    <message>
        <source>The sum of the powers of a square matrix over the factorials.</source>
        <translation>方阵的各次幂除以相应阶乘后求和。</translation>
    </message>
    <message>
        <source>exponential Taylor</source>
        <translation>指数 矩阵指数 泰勒级数 Taylor</translation>
    </message>
    <message>
        <source>the block of an exponential of twice the size</source>
        <translation>两倍大小的矩阵指数中的一块</translation>
    </message>
    <message>
        <source>Matrix norm</source>
        <translation>矩阵范数</translation>
    </message>
    <message>
        <source>The size of matrices, in one of several measures.</source>
        <translation>矩阵的大小，有多种度量可选。</translation>
    </message>
    <message>
        <source>fro, nuc, or 1, -1, 2, -2, inf, -inf</source>
        <translation>fro、nuc，或 1、-1、2、-2、inf、-inf</translation>
    </message>
    <message>
        <source>the dimensions of the matrices</source>
        <translation>矩阵所在的维度</translation>
    </message>
    <message>
        <source>Matrix power</source>
        <translation>矩阵幂</translation>
    </message>
    <message>
        <source>A square matrix multiplied with itself.</source>
        <translation>方阵自乘若干次。</translation>
    </message>
    <message>
        <source>exponent matrix</source>
        <translation>指数 次方 矩阵 乘方</translation>
    </message>
    <message>
        <source>the exponent; negative for powers of the inverse</source>
        <translation>指数；为负则求逆矩阵的幂</translation>
    </message>
    <message>
        <source>sums of the gradient between powers of aᵀ</source>
        <translation>梯度左右乘以 aᵀ 的各次幂后求和</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>矩阵的秩</translation>
    </message>
    <message>
        <source>How many singular values of a matrix are not zero.</source>
        <translation>矩阵的非零奇异值的个数。</translation>
    </message>
    <message>
        <source>dimension singular</source>
        <translation>秩 维数 奇异值</translation>
    </message>
    <message>
        <source>the matrix is symmetric</source>
        <translation>矩阵是对称的</translation>
    </message>
    <message>
        <source>∂values/∂aᵢ = 1 at the index of the largest, else 0</source>
        <translation>∂values/∂aᵢ = 1，在最大元素的下标处；否则为 0</translation>
    </message>
    <message>
        <source>Max pooling 1D</source>
        <translation>一维最大池化</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in one dimension.</source>
        <translation>在一个维度上滑动的各窗口中的最大元素。</translation>
    </message>
    <message>
        <source>maximum pool downsample window</source>
        <translation>最大值 池化 下采样 窗口</translation>
    </message>
    <message>
        <source>Max pooling 1D with places</source>
        <translation>一维最大池化（含位置）</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in one dimension, and where it is.</source>
        <translation>在一个维度上滑动的各窗口中的最大元素及其位置。</translation>
    </message>
    <message>
        <source>maximum pool downsample window argmax</source>
        <translation>最大值 池化 下采样 窗口 位置 argmax</translation>
    </message>
    <message>
        <source>Max pooling 2D</source>
        <translation>二维最大池化</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in two dimensions.</source>
        <translation>在两个维度上滑动的各窗口中的最大元素。</translation>
    </message>
    <message>
        <source>Max pooling 2D with places</source>
        <translation>二维最大池化（含位置）</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in two dimensions, and where it is.</source>
        <translation>在两个维度上滑动的各窗口中的最大元素及其位置。</translation>
    </message>
    <message>
        <source>Max pooling 3D</source>
        <translation>三维最大池化</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in three dimensions.</source>
        <translation>在三个维度上滑动的各窗口中的最大元素。</translation>
    </message>
    <message>
        <source>Max pooling 3D with places</source>
        <translation>三维最大池化（含位置）</translation>
    </message>
    <message>
        <source>The largest element of each window that slides in three dimensions, and where it is.</source>
        <translation>在三个维度上滑动的各窗口中的最大元素及其位置。</translation>
    </message>
    <message>
        <source>Max unpooling 1D</source>
        <translation>一维最大反池化</translation>
    </message>
    <message>
        <source>Puts maxima back to their places among zeros in one dimension.</source>
        <translation>在一个维度上把各最大值放回原位，其余为零。</translation>
    </message>
    <message>
        <source>pool inverse upsample</source>
        <translation>反池化 池化 逆 上采样</translation>
    </message>
    <message>
        <source>how far it moved</source>
        <translation>池化时窗口移动的步长</translation>
    </message>
    <message>
        <source>how much was added on each side</source>
        <translation>池化时每侧填充的大小</translation>
    </message>
    <message>
        <source>the gradient at the place of each element</source>
        <translation>每个元素所在位置的梯度</translation>
    </message>
    <message>
        <source>Max unpooling 2D</source>
        <translation>二维最大反池化</translation>
    </message>
    <message>
        <source>Puts maxima back to their places among zeros in two dimensions.</source>
        <translation>在两个维度上把各最大值放回原位，其余为零。</translation>
    </message>
    <message>
        <source>Max unpooling 3D</source>
        <translation>三维最大反池化</translation>
    </message>
    <message>
        <source>Puts maxima back to their places among zeros in three dimensions.</source>
        <translation>在三个维度上把各最大值放回原位，其余为零。</translation>
    </message>
    <message>
        <source>Larger of two</source>
        <translation>两者中较大</translation>
    </message>
    <message>
        <source>The larger of the two inputs, element by element.</source>
        <translation>逐元素取两个输入中较大者。</translation>
    </message>
    <message>
        <source>max greater</source>
        <translation>最大 大于</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; b, half where equal</source>
        <translation>∂out/∂a = 1，当 a &gt; b；相等处为一半</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where b &gt; a, half where equal</source>
        <translation>∂out/∂b = 1，当 b &gt; a；相等处为一半</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>The middle of all elements; the lower of two.</source>
        <translation>所有元素的中位数；中间有两个时取较小者。</translation>
    </message>
    <message>
        <source>statistics middle average</source>
        <translation>统计 中位数 中间 平均</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 where aᵢ is the median, shared by equals</source>
        <translation>∂out/∂aᵢ = 1，当 aᵢ 是中位数；相等者平分</translation>
    </message>
    <message>
        <source>Median along dimension</source>
        <translation>沿维度中位数</translation>
    </message>
    <message>
        <source>The middle elements along a dimension, and where they are.</source>
        <translation>沿某一维度的中位数及其位置。</translation>
    </message>
    <message>
        <source>Mesh grid</source>
        <translation>网格坐标</translation>
    </message>
    <message>
        <source>The coordinates of all points of a grid, from one vector for each dimension.</source>
        <translation>由每个维度的一个向量得到网格上所有点的坐标。</translation>
    </message>
    <message>
        <source>coordinates grid outer</source>
        <translation>坐标 网格 外积</translation>
    </message>
    <message>
        <source>ij: the first along the rows; xy: along the columns</source>
        <translation>ij：第一个沿行方向；xy：第一个沿列方向</translation>
    </message>
    <message>
        <source>the gradient, summed over the other dimensions</source>
        <translation>梯度，沿其余维度求和</translation>
    </message>
    <message>
        <source>∂values/∂aᵢ = 1 at the index of the smallest, else 0</source>
        <translation>∂values/∂aᵢ = 1，在最小元素的下标处；否则为 0</translation>
    </message>
    <message>
        <source>Smaller of two</source>
        <translation>两者中较小</translation>
    </message>
    <message>
        <source>The smaller of the two inputs, element by element.</source>
        <translation>逐元素取两个输入中较小者。</translation>
    </message>
    <message>
        <source>min less</source>
        <translation>最小 小于</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &lt; b, half where equal</source>
        <translation>∂out/∂a = 1，当 a &lt; b；相等处为一半</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where b &lt; a, half where equal</source>
        <translation>∂out/∂b = 1，当 b &lt; a；相等处为一半</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>Each element times the tanh of its softplus.</source>
        <translation>各元素乘以其 softplus 的 tanh。</translation>
    </message>
    <message>
        <source>Mish in place</source>
        <translation>Mish（原地）</translation>
    </message>
    <message>
        <source>Each element times the tanh of its softplus. The result is written into the first input.</source>
        <translation>各元素乘以其 softplus 的 tanh。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>in-place inplace</source>
        <translation>原地 就地</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>The most frequent elements along a dimension, and where they are last.</source>
        <translation>沿某一维度出现最多的元素，及其最后一次出现的位置。</translation>
    </message>
    <message>
        <source>statistics frequent common</source>
        <translation>统计 众数 频数 最常见</translation>
    </message>
    <message>
        <source>Modified Bessel function I0</source>
        <translation>修正贝塞尔函数 I0</translation>
    </message>
    <message>
        <source>Modified Bessel function I0 at each element.</source>
        <translation>逐元素求修正贝塞尔函数 I0。</translation>
    </message>
    <message>
        <source>Modified Bessel function I1</source>
        <translation>修正贝塞尔函数 I1</translation>
    </message>
    <message>
        <source>Modified Bessel function I1 at each element.</source>
        <translation>逐元素求修正贝塞尔函数 I1。</translation>
    </message>
    <message>
        <source>Modified Bessel function K0</source>
        <translation>修正贝塞尔函数 K0</translation>
    </message>
    <message>
        <source>Modified Bessel function K0 at each element.</source>
        <translation>逐元素求修正贝塞尔函数 K0。</translation>
    </message>
    <message>
        <source>Modified Bessel function K1</source>
        <translation>修正贝塞尔函数 K1</translation>
    </message>
    <message>
        <source>Modified Bessel function K1 at each element.</source>
        <translation>逐元素求修正贝塞尔函数 K1。</translation>
    </message>
    <message>
        <source>Move dimensions</source>
        <translation>移动维度</translation>
    </message>
    <message>
        <source>Some dimensions moved to other places, sharing memory; the rest keep their order.</source>
        <translation>把某些维度移到别处，共享内存；其余的保持原来的顺序。</translation>
    </message>
    <message>
        <source>moveaxis permute order</source>
        <translation>moveaxis 重排 顺序</translation>
    </message>
    <message>
        <source>where the dimensions are</source>
        <translation>维度原来的位置</translation>
    </message>
    <message>
        <source>where they go</source>
        <translation>维度移到的位置</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>The squares of the differences between prediction and target, averaged.</source>
        <translation>预测与目标之差的平方的平均值。</translation>
    </message>
    <message>
        <source>MSE regression criterion</source>
        <translation>均方误差 MSE 回归 损失 准则</translation>
    </message>
    <message>
        <source>Sort along first dimension</source>
        <translation>沿首维排序</translation>
    </message>
    <message>
        <source>The elements in order along the first dimension.</source>
        <translation>沿第一个维度按顺序排列元素。</translation>
    </message>
    <message>
        <source>order</source>
        <translation>排序 次序 顺序</translation>
    </message>
    <message>
        <source>∂outᵢ/∂aⱼ = 1 where aⱼ went to i, else 0</source>
        <translation>∂outᵢ/∂aⱼ = 1，当 aⱼ 移到 i；否则为 0</translation>
    </message>
    <message>
        <source>Chain of products</source>
        <translation>矩阵链乘</translation>
    </message>
    <message>
        <source>The product of several matrices, in the order that costs least.</source>
        <translation>按计算量最小的次序求若干矩阵的乘积。</translation>
    </message>
    <message>
        <source>matrix chain</source>
        <translation>矩阵 连乘 链</translation>
    </message>
    <message>
        <source>the gradient between the other matrices, transposed</source>
        <translation>梯度左右乘以其余矩阵的转置</translation>
    </message>
    <message>
        <source>Multi-head attention</source>
        <translation>多头注意力</translation>
    </message>
    <message>
        <source>Attention of several heads side by side, with linear maps before and after it.</source>
        <translation>多个头并行的注意力，前后各有线性映射。</translation>
    </message>
    <message>
        <source>attention transformer heads query key value</source>
        <translation>注意力 变换器 多头 查询 键 值</translation>
    </message>
    <message>
        <source>how many features there are</source>
        <translation>特征数</translation>
    </message>
    <message>
        <source>how many heads share them</source>
        <translation>分享这些特征的头数</translation>
    </message>
    <message>
        <source>add a key and a value of zeros</source>
        <translation>添加一个全零的键和值</translation>
    </message>
    <message>
        <source>how likely a weight is dropped</source>
        <translation>权重被丢弃的概率</translation>
    </message>
    <message>
        <source>whether weights are dropped at all</source>
        <translation>是否丢弃权重</translation>
    </message>
    <message>
        <source>give the weights as well</source>
        <translation>同时给出权重</translation>
    </message>
    <message>
        <source>three maps in three matrices</source>
        <translation>三个映射分别用三个矩阵</translation>
    </message>
    <message>
        <source>average the weights over the heads</source>
        <translation>权重对各头取平均</translation>
    </message>
    <message>
        <source>the mask hides later keys</source>
        <translation>掩码遮住靠后的键</translation>
    </message>
    <message>
        <source>through the linear maps and the attention of each head</source>
        <translation>经由线性映射和各个头的注意力求得</translation>
    </message>
    <message>
        <source>Multi-class margin loss</source>
        <translation>多分类间隔损失</translation>
    </message>
    <message>
        <source>How far wrong classes come within a margin of the right one.</source>
        <translation>错误类别的得分侵入正确类别间隔之内的程度。</translation>
    </message>
    <message>
        <source>hinge classification criterion SVM</source>
        <translation>合页损失 分类 准则 支持向量机 SVM</translation>
    </message>
    <message>
        <source>the right class of each sample</source>
        <translation>每个样本的正确类别</translation>
    </message>
    <message>
        <source>1, or 2 for squares</source>
        <translation>1；取 2 则求平方</translation>
    </message>
    <message>
        <source>1 / (n · C) where a wrong class is within the margin</source>
        <translation>1 / (n · C)，当错误类别落在间隔之内</translation>
    </message>
    <message>
        <source>Multi-label margin loss</source>
        <translation>多标签间隔损失</translation>
    </message>
    <message>
        <source>How far wrong classes come within a margin of any of the right ones.</source>
        <translation>错误类别的得分侵入任一正确类别间隔之内的程度。</translation>
    </message>
    <message>
        <source>hinge classification criterion</source>
        <translation>合页损失 多标签 分类 准则</translation>
    </message>
    <message>
        <source>the right classes, ended by -1</source>
        <translation>各正确类别，以 -1 结束</translation>
    </message>
    <message>
        <source>1 / (n · C) for each pair within the margin</source>
        <translation>1 / (n · C)，对间隔之内的每一对</translation>
    </message>
    <message>
        <source>Multi-label soft margin loss</source>
        <translation>多标签软间隔损失</translation>
    </message>
    <message>
        <source>The binary cross entropy of the scores of several classes, averaged.</source>
        <translation>若干类别得分的二元交叉熵的平均值。</translation>
    </message>
    <message>
        <source>classification criterion sigmoid</source>
        <translation>分类 多标签 损失 准则 sigmoid</translation>
    </message>
    <message>
        <source>Multinomial</source>
        <translation>多项分布抽样</translation>
    </message>
    <message>
        <source>Indices drawn with the weights in the input.</source>
        <translation>以输入为权重抽取的下标。</translation>
    </message>
    <message>
        <source>random choice categorical weights</source>
        <translation>随机 抽样 采样 类别 权重</translation>
    </message>
    <message>
        <source>how many to draw</source>
        <translation>抽取的个数</translation>
    </message>
    <message>
        <source>whether one may be drawn again</source>
        <translation>是否可以重复抽取</translation>
    </message>
    <message>
        <source>Logarithm of multivariate gamma</source>
        <translation>多元伽玛函数的对数</translation>
    </message>
    <message>
        <source>The logarithm of the gamma function of several dimensions of each element.</source>
        <translation>逐元素求多维伽玛函数的对数。</translation>
    </message>
    <message>
        <source>gamma wishart multigammaln</source>
        <translation>伽玛 wishart multigammaln</translation>
    </message>
    <message>
        <source>Logarithm of multivariate gamma in place</source>
        <translation>多元伽玛函数的对数（原地）</translation>
    </message>
    <message>
        <source>The logarithm of the gamma function of several dimensions of each element. The result is written into the first input.</source>
        <translation>逐元素求多维伽玛函数的对数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gamma wishart multigammaln in-place inplace</source>
        <translation>伽玛 wishart multigammaln 原地 就地</translation>
    </message>
    <message>
        <source>Replace nan and infinity</source>
        <translation>替换 nan 与无穷</translation>
    </message>
    <message>
        <source>Numbers in the place of nan and of the infinities.</source>
        <translation>用数代替 nan 和无穷。</translation>
    </message>
    <message>
        <source>nan inf replace finite</source>
        <translation>nan inf 替换 有限</translation>
    </message>
    <message>
        <source>for nan; 0 if empty</source>
        <translation>代替 nan；为空则用 0</translation>
    </message>
    <message>
        <source>for inf; the largest if empty</source>
        <translation>代替 inf；为空则用最大的数</translation>
    </message>
    <message>
        <source>for -inf; the least if empty</source>
        <translation>代替 -inf；为空则用最小的数</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a is finite, else 0</source>
        <translation>∂out/∂a = 1，当 a 有限；否则为 0</translation>
    </message>
    <message>
        <source>Replace nan and infinity in place</source>
        <translation>替换 nan 与无穷（原地）</translation>
    </message>
    <message>
        <source>Numbers in the place of nan and of the infinities. The result is written into the first input.</source>
        <translation>用数代替 nan 和无穷。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>nan inf replace finite in-place inplace</source>
        <translation>nan inf 替换 有限 原地 就地</translation>
    </message>
    <message>
        <source>Mean without NaN</source>
        <translation>忽略 NaN 的平均值</translation>
    </message>
    <message>
        <source>The average of the elements that are not NaN.</source>
        <translation>非 NaN 元素的平均值。</translation>
    </message>
    <message>
        <source>average missing reduce</source>
        <translation>均值 缺失 归约</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 / n where aᵢ is a number, else 0</source>
        <translation>∂out/∂aᵢ = 1 / n，当 aᵢ 不是 NaN；否则为 0</translation>
    </message>
    <message>
        <source>Median without NaN</source>
        <translation>忽略 NaN 的中位数</translation>
    </message>
    <message>
        <source>The middle of all elements that are not NaN; the lower of two.</source>
        <translation>所有非 NaN 元素的中位数；中间有两个时取较小者。</translation>
    </message>
    <message>
        <source>Median without NaN along dimension</source>
        <translation>忽略 NaN 沿维度中位数</translation>
    </message>
    <message>
        <source>The middle elements along a dimension that are not NaN, and where they are.</source>
        <translation>沿某一维度的非 NaN 元素的中位数及其位置。</translation>
    </message>
    <message>
        <source>Quantile without NaN</source>
        <translation>忽略 NaN 的分位数</translation>
    </message>
    <message>
        <source>The values below which fractions q of the elements lie, NaN left out.</source>
        <translation>忽略 NaN 后，使比例为 q 的元素落在其下的值。</translation>
    </message>
    <message>
        <source>statistics percentile median rank</source>
        <translation>统计 百分位数 分位数 中位数 排名</translation>
    </message>
    <message>
        <source>between 0 and 1</source>
        <translation>在 0 与 1 之间</translation>
    </message>
    <message>
        <source>dimension to reduce; all if empty</source>
        <translation>要归约的维度；为空则取全部</translation>
    </message>
    <message>
        <source>linear, lower, higher, midpoint or nearest</source>
        <translation>linear、lower、higher、midpoint 或 nearest</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 - t and t at the neighbours, else 0</source>
        <translation>∂out/∂aᵢ = 1 - t 与 t，在相邻的两个元素处；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂q = the step between the neighbours, for each rank</source>
        <translation>∂out/∂q = 相邻两个元素之差，按名次计</translation>
    </message>
    <message>
        <source>Sum without NaN</source>
        <translation>忽略 NaN 的和</translation>
    </message>
    <message>
        <source>The sum of the elements that are not NaN.</source>
        <translation>非 NaN 元素之和。</translation>
    </message>
    <message>
        <source>total missing reduce</source>
        <translation>总和 缺失 归约</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = 1 where aᵢ is a number, else 0</source>
        <translation>∂out/∂aᵢ = 1，当 aᵢ 不是 NaN；否则为 0</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>取一段</translation>
    </message>
    <message>
        <source>A stretch of one dimension, sharing memory.</source>
        <translation>一个维度中的一段，共享内存。</translation>
    </message>
    <message>
        <source>slice range part</source>
        <translation>切片 范围 部分</translation>
    </message>
    <message>
        <source>where to begin</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>how many to take</source>
        <translation>取多少个</translation>
    </message>
    <message>
        <source>the gradient at its place, 0 elsewhere</source>
        <translation>所在位置为梯度，其余为 0</translation>
    </message>
    <message>
        <source>Narrow as copy</source>
        <translation>取一段（副本）</translation>
    </message>
    <message>
        <source>A stretch of one dimension, as a copy.</source>
        <translation>一个维度上的一段，以副本给出。</translation>
    </message>
    <message>
        <source>Normal distribution</source>
        <translation>正态分布概率</translation>
    </message>
    <message>
        <source>The probability that a standard normal variable is below each element.</source>
        <translation>标准正态变量小于各元素的概率。</translation>
    </message>
    <message>
        <source>gauss cumulative cdf phi</source>
        <translation>高斯 累积分布 cdf phi</translation>
    </message>
    <message>
        <source>Quantile of the normal distribution</source>
        <translation>正态分布分位数</translation>
    </message>
    <message>
        <source>The number below which a standard normal variable is with each probability.</source>
        <translation>标准正态变量以各概率小于它的那个数。</translation>
    </message>
    <message>
        <source>gauss probit inverse quantile</source>
        <translation>高斯 probit 反函数 分位数</translation>
    </message>
    <message>
        <source>Not equal in place</source>
        <translation>不等于（原地）</translation>
    </message>
    <message>
        <source>True where a != b. The result is written into the first input.</source>
        <translation>a != b 处为 True。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>compare != in-place inplace</source>
        <translation>比较 不等于 != 原地 就地</translation>
    </message>
    <message>
        <source>negative minus -</source>
        <translation>负号 相反数 -</translation>
    </message>
    <message>
        <source>negative minus - in-place inplace</source>
        <translation>负号 相反数 - 原地 就地</translation>
    </message>
    <message>
        <source>New empty</source>
        <translation>新建未初始化张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input, whose values do not matter yet.</source>
        <translation>与输入类型相同的张量，其值尚无意义。</translation>
    </message>
    <message>
        <source>like same type</source>
        <translation>同类型 相同类型</translation>
    </message>
    <message>
        <source>New empty with strides</source>
        <translation>新建指定步长的张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input with given strides.</source>
        <translation>与输入类型相同、步长给定的张量。</translation>
    </message>
    <message>
        <source>New full</source>
        <translation>新建填充张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input, filled with one value.</source>
        <translation>与输入类型相同的张量，以同一个值填充。</translation>
    </message>
    <message>
        <source>New ones</source>
        <translation>新建全 1 张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input, filled with 1.</source>
        <translation>与输入类型相同的张量，元素全为 1。</translation>
    </message>
    <message>
        <source>New tensor</source>
        <translation>新建张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input with the values that are written.</source>
        <translation>与输入类型相同的张量，取所写的值。</translation>
    </message>
    <message>
        <source>New zeros</source>
        <translation>新建全 0 张量</translation>
    </message>
    <message>
        <source>A tensor of the type of the input, filled with 0.</source>
        <translation>与输入类型相同的张量，元素全为 0。</translation>
    </message>
    <message>
        <source>Next number</source>
        <translation>下一个数</translation>
    </message>
    <message>
        <source>The next number after the first input that the type can hold, towards the second.</source>
        <translation>从第一个输入朝第二个输入，该类型能表示的下一个数。</translation>
    </message>
    <message>
        <source>precision epsilon</source>
        <translation>精度 epsilon</translation>
    </message>
    <message>
        <source>∂out/∂a = 1, 0 where a = b</source>
        <translation>∂out/∂a = 1；当 a = b 为 0</translation>
    </message>
    <message>
        <source>Next number in place</source>
        <translation>下一个数（原地）</translation>
    </message>
    <message>
        <source>The next number after the first input that the type can hold, towards the second. The result is written into the first input.</source>
        <translation>从第一个输入朝第二个输入，该类型能表示的下一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>precision epsilon in-place inplace</source>
        <translation>精度 epsilon 原地 就地</translation>
    </message>
    <message>
        <source>Negative log-likelihood</source>
        <translation>负对数似然</translation>
    </message>
    <message>
        <source>Minus the log-probabilities of the right classes, averaged.</source>
        <translation>正确类别的对数概率取负后的平均值。</translation>
    </message>
    <message>
        <source>NLL classification criterion</source>
        <translation>负对数似然 NLL 分类 损失 准则</translation>
    </message>
    <message>
        <source>∂out/∂a = -1 / n at the right class, else 0</source>
        <translation>∂out/∂a = -1 / n，在正确类别处；否则为 0</translation>
    </message>
    <message>
        <source>Nonzero</source>
        <translation>非零位置</translation>
    </message>
    <message>
        <source>The places of all elements that are not 0.</source>
        <translation>所有不为 0 的元素的位置。</translation>
    </message>
    <message>
        <source>a vector for each dimension</source>
        <translation>每个维度给出一个向量</translation>
    </message>
    <message>
        <source>Nonzero of fixed size</source>
        <translation>固定个数的非零位置</translation>
    </message>
    <message>
        <source>The places of the first elements that are not 0, in a table of a given size.</source>
        <translation>前若干个不为 0 的元素的位置，放在给定大小的表中。</translation>
    </message>
    <message>
        <source>how many places at most</source>
        <translation>最多给出多少个位置</translation>
    </message>
    <message>
        <source>what follows the last</source>
        <translation>最后一个之后填入的值</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>The length of the input as a vector, or another measure of its size.</source>
        <translation>把输入视为向量时的长度，或其大小的另一种度量。</translation>
    </message>
    <message>
        <source>Normal random with mean and deviation</source>
        <translation>给定均值与标准差的正态随机数</translation>
    </message>
    <message>
        <source>Normally distributed values with one mean and one deviation.</source>
        <translation>服从正态分布的值，共用一个均值和一个标准差。</translation>
    </message>
    <message>
        <source>random gaussian</source>
        <translation>随机 高斯 正态分布</translation>
    </message>
    <message>
        <source>the mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>the standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Normal random in place</source>
        <translation>正态随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes a normally distributed random value.</source>
        <translation>每个元素都变成服从正态分布的随机值。</translation>
    </message>
    <message>
        <source>Normal random of means</source>
        <translation>给定各均值的正态随机数</translation>
    </message>
    <message>
        <source>Normally distributed values, each with a mean of its own.</source>
        <translation>服从正态分布的值，各有自己的均值。</translation>
    </message>
    <message>
        <source>Normal random of means and deviations</source>
        <translation>给定各均值与各标准差的正态随机数</translation>
    </message>
    <message>
        <source>Normally distributed values, each with a mean and a deviation of its own.</source>
        <translation>服从正态分布的值，各有自己的均值和标准差。</translation>
    </message>
    <message>
        <source>Normal random of deviations</source>
        <translation>给定各标准差的正态随机数</translation>
    </message>
    <message>
        <source>Normally distributed values, each with a deviation of its own.</source>
        <translation>服从正态分布的值，各有自己的标准差。</translation>
    </message>
    <message>
        <source>Normalize</source>
        <translation>向量归一化</translation>
    </message>
    <message>
        <source>Vectors divided by their length.</source>
        <translation>各向量除以自身的长度。</translation>
    </message>
    <message>
        <source>unit length norm</source>
        <translation>单位向量 长度 范数 归一化</translation>
    </message>
    <message>
        <source>the exponent of the norm</source>
        <translation>范数的指数</translation>
    </message>
    <message>
        <source>One-hot</source>
        <translation>One-hot 编码</translation>
    </message>
    <message>
        <source>Class numbers as vectors with one 1.</source>
        <translation>把类别编号表示为只有一个 1 的向量。</translation>
    </message>
    <message>
        <source>class category encode</source>
        <translation>类别 分类 编码 独热</translation>
    </message>
    <message>
        <source>how many classes; -1: the largest and 1</source>
        <translation>类别数；-1 表示最大编号加 1</translation>
    </message>
    <message>
        <source>Outer product</source>
        <translation>外积</translation>
    </message>
    <message>
        <source>The products of each element of one vector with each of the other.</source>
        <translation>一个向量的每个元素与另一个向量的每个元素之积。</translation>
    </message>
    <message>
        <source>ger vector table</source>
        <translation>外积 ger 向量 表</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>填充边缘</translation>
    </message>
    <message>
        <source>The tensor with a border: a constant, its mirror image, its edge, or its other end.</source>
        <translation>给张量加上边缘：常数、镜像、边界值，或另一端的值。</translation>
    </message>
    <message>
        <source>border margin enlarge crop reflect replicate circular</source>
        <translation>边缘 边界 填充 扩大 裁剪 reflect replicate circular</translation>
    </message>
    <message>
        <source>constant, reflect, replicate or circular</source>
        <translation>constant、reflect、replicate 或 circular</translation>
    </message>
    <message>
        <source>what to fill in; 0 if empty</source>
        <translation>填入的值；为空则用 0</translation>
    </message>
    <message>
        <source>the gradient at the places that each element went to, added up</source>
        <translation>每个元素所到各处的梯度之和</translation>
    </message>
    <message>
        <source>Pairwise distance</source>
        <translation>成对距离</translation>
    </message>
    <message>
        <source>The distances of the vectors in the last dimension.</source>
        <translation>最后一维上各对向量之间的距离。</translation>
    </message>
    <message>
        <source>norm euclidean metric</source>
        <translation>范数 欧几里得 欧氏距离 度量</translation>
    </message>
    <message>
        <source>added to the differences</source>
        <translation>加到差上的数</translation>
    </message>
    <message>
        <source>keep the last dimension with extent 1</source>
        <translation>保留最后一维，大小为 1</translation>
    </message>
    <message>
        <source>∂out/∂a = (a - b) / out for p = 2</source>
        <translation>∂out/∂a = (a - b) / out，当 p = 2</translation>
    </message>
    <message>
        <source>∂out/∂b = (b - a) / out for p = 2</source>
        <translation>∂out/∂b = (b - a) / out，当 p = 2</translation>
    </message>
    <message>
        <source>Distances among points</source>
        <translation>点间距离</translation>
    </message>
    <message>
        <source>The distances between all pairs of rows of a matrix.</source>
        <translation>矩阵各行两两之间的距离。</translation>
    </message>
    <message>
        <source>Permute as copy</source>
        <translation>重排维度（副本）</translation>
    </message>
    <message>
        <source>The dimensions in another order, as a copy.</source>
        <translation>按另一种顺序排列维度，以副本给出。</translation>
    </message>
    <message>
        <source>Pseudo-inverse</source>
        <translation>伪逆</translation>
    </message>
    <message>
        <source>The inverse of what a matrix does where it can be undone.</source>
        <translation>在可逆的范围内，矩阵作用的逆。</translation>
    </message>
    <message>
        <source>Moore Penrose inverse</source>
        <translation>Moore Penrose 广义逆 逆矩阵</translation>
    </message>
    <message>
        <source>Pixel shuffle</source>
        <translation>像素重排</translation>
    </message>
    <message>
        <source>Channels rearranged into a larger image.</source>
        <translation>把通道重排为更大的图像。</translation>
    </message>
    <message>
        <source>how many times larger the image becomes</source>
        <translation>图像放大的倍数</translation>
    </message>
    <message>
        <source>Pixel unshuffle</source>
        <translation>像素逆重排</translation>
    </message>
    <message>
        <source>An image rearranged into more channels.</source>
        <translation>把图像重排为更多的通道。</translation>
    </message>
    <message>
        <source>how many times smaller the image becomes</source>
        <translation>图像缩小的倍数</translation>
    </message>
    <message>
        <source>Poisson loss</source>
        <translation>泊松损失</translation>
    </message>
    <message>
        <source>The negative log-likelihood of counts under a Poisson distribution.</source>
        <translation>计数在泊松分布下的负对数似然。</translation>
    </message>
    <message>
        <source>NLL count criterion</source>
        <translation>负对数似然 NLL 计数 损失 准则 泊松</translation>
    </message>
    <message>
        <source>whether predictions are logarithms</source>
        <translation>预测值是否为对数</translation>
    </message>
    <message>
        <source>added before the logarithm</source>
        <translation>求对数之前加上的数</translation>
    </message>
    <message>
        <source>Polygamma</source>
        <translation>多伽玛函数</translation>
    </message>
    <message>
        <source>A higher derivative of the logarithm of the gamma function of each element.</source>
        <translation>逐元素求伽玛函数对数的高阶导数。</translation>
    </message>
    <message>
        <source>gamma trigamma</source>
        <translation>伽玛 三伽玛</translation>
    </message>
    <message>
        <source>how often digamma is differentiated</source>
        <translation>对双伽玛函数求导的次数</translation>
    </message>
    <message>
        <source>Polygamma in place</source>
        <translation>多伽玛函数（原地）</translation>
    </message>
    <message>
        <source>A higher derivative of the logarithm of the gamma function of each element. The result is written into the first input.</source>
        <translation>逐元素求伽玛函数对数的高阶导数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>gamma trigamma in-place inplace</source>
        <translation>伽玛 三伽玛 原地 就地</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>取正</translation>
    </message>
    <message>
        <source>The input itself.</source>
        <translation>输入本身。</translation>
    </message>
    <message>
        <source>plus +</source>
        <translation>正号 +</translation>
    </message>
    <message>
        <source>Power of tensors in place</source>
        <translation>张量的幂（原地）</translation>
    </message>
    <message>
        <source>The first input raised to the power of the second. The result is written into the first input.</source>
        <translation>以第一个输入为底，第二个输入为指数求幂。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>exponent ** in-place inplace</source>
        <translation>指数 次方 乘方 ** 原地 就地</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>PReLU</translation>
    </message>
    <message>
        <source>Each element, multiplied where it is negative by a slope that is learned.</source>
        <translation>逐元素取值，负数处乘以一个可学习的斜率。</translation>
    </message>
    <message>
        <source>rectifier parametric</source>
        <translation>整流 带参数</translation>
    </message>
    <message>
        <source>one slope, or one for each channel</source>
        <translation>一个斜率，或每个通道一个</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else the weight</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为 weight</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>连乘</translation>
    </message>
    <message>
        <source>The product of the elements, of all or along a dimension.</source>
        <translation>元素之积，可对全部元素或沿一个维度求。</translation>
    </message>
    <message>
        <source>multiply reduce Π</source>
        <translation>乘 乘积 归约 Π</translation>
    </message>
    <message>
        <source>∂out/∂aᵢ = the product of the others</source>
        <translation>∂out/∂aᵢ = 其余元素之积</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>按位置写入</translation>
    </message>
    <message>
        <source>A copy with elements written by their place in the flattened tensor.</source>
        <translation>返回副本，按在展平张量中的位置写入元素。</translation>
    </message>
    <message>
        <source>Put in place</source>
        <translation>按位置写入（原地）</translation>
    </message>
    <message>
        <source>A copy with elements written by their place in the flattened tensor. The result is written into the first input.</source>
        <translation>返回副本，按在展平张量中的位置写入元素。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>QR decomposition (old)</source>
        <translation>QR 分解（旧版）</translation>
    </message>
    <message>
        <source>The older form of linalg.qr.</source>
        <translation>linalg.qr 的旧版。</translation>
    </message>
    <message>
        <source>orthogonal triangular</source>
        <translation>正交 三角矩阵</translation>
    </message>
    <message>
        <source>reduced matrices</source>
        <translation>矩阵取精简形式</translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>The values below which fractions q of the elements lie.</source>
        <translation>使比例为 q 的元素落在其下的值。</translation>
    </message>
    <message>
        <source>Radians to degrees</source>
        <translation>弧度转角度</translation>
    </message>
    <message>
        <source>Angles in radians as angles in degrees.</source>
        <translation>把以弧度为单位的角换算为度。</translation>
    </message>
    <message>
        <source>Radians to degrees in place</source>
        <translation>弧度转角度（原地）</translation>
    </message>
    <message>
        <source>Angles in radians as angles in degrees. The result is written into the first input.</source>
        <translation>把以弧度为单位的角换算为度。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Uniform random like</source>
        <translation>同形均匀随机数</translation>
    </message>
    <message>
        <source>Random values in [0, 1) in the shape and type of the input.</source>
        <translation>[0, 1) 上的随机值，形状和类型与输入相同。</translation>
    </message>
    <message>
        <source>random sample</source>
        <translation>随机 抽样 采样</translation>
    </message>
    <message>
        <source>Random integers</source>
        <translation>随机整数</translation>
    </message>
    <message>
        <source>Random whole numbers from low to high, high not included.</source>
        <translation>从 low 到 high 的随机整数，不含 high。</translation>
    </message>
    <message>
        <source>random uniform dice integer</source>
        <translation>随机 均匀分布 骰子 整数</translation>
    </message>
    <message>
        <source>the bound that is not reached</source>
        <translation>取不到的上界</translation>
    </message>
    <message>
        <source>Random integers like</source>
        <translation>同形随机整数</translation>
    </message>
    <message>
        <source>Random whole numbers from low to high in the shape and type of the input.</source>
        <translation>从 low 到 high 的随机整数，形状和类型与输入相同。</translation>
    </message>
    <message>
        <source>random gaussian normal noise</source>
        <translation>随机 高斯 正态 噪声</translation>
    </message>
    <message>
        <source>Normal random like</source>
        <translation>同形正态随机数</translation>
    </message>
    <message>
        <source>Normally distributed random values in the shape and type of the input.</source>
        <translation>服从正态分布的随机值，形状和类型与输入相同。</translation>
    </message>
    <message>
        <source>Random integers in place</source>
        <translation>随机整数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes a random whole number.</source>
        <translation>每个元素都变成随机整数。</translation>
    </message>
    <message>
        <source>the least value; 0 if empty</source>
        <translation>最小值；为空则为 0</translation>
    </message>
    <message>
        <source>Random permutation</source>
        <translation>随机排列</translation>
    </message>
    <message>
        <source>The whole numbers from 0 to n - 1 in random order.</source>
        <translation>从 0 到 n - 1 的整数，顺序随机。</translation>
    </message>
    <message>
        <source>random shuffle order</source>
        <translation>随机 打乱 洗牌 顺序</translation>
    </message>
    <message>
        <source>how many numbers</source>
        <translation>数的个数</translation>
    </message>
    <message>
        <source>Ravel</source>
        <translation>摊平</translation>
    </message>
    <message>
        <source>All elements in one dimension; a view where possible.</source>
        <translation>所有元素排成一维；尽可能返回视图。</translation>
    </message>
    <message>
        <source>flatten reshape vector</source>
        <translation>展平 变形 向量</translation>
    </message>
    <message>
        <source>Real part</source>
        <translation>实部</translation>
    </message>
    <message>
        <source>The real part of the input: the input itself.</source>
        <translation>输入的实部：即输入本身。</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else 0</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为 0</translation>
    </message>
    <message>
        <source>ReLU6</source>
        <translation>ReLU6</translation>
    </message>
    <message>
        <source>Each element, held between 0 and 6.</source>
        <translation>逐元素取值，限制在 0 与 6 之间。</translation>
    </message>
    <message>
        <source>rectifier clip</source>
        <translation>整流 裁剪</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where 0 &lt; a &lt; 6, else 0</source>
        <translation>∂out/∂a = 1，当 0 &lt; a &lt; 6；否则为 0</translation>
    </message>
    <message>
        <source>ReLU6 in place</source>
        <translation>ReLU6（原地）</translation>
    </message>
    <message>
        <source>Each element, held between 0 and 6. The result is written into the first input.</source>
        <translation>逐元素取值，限制在 0 与 6 之间。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>rectifier clip in-place inplace</source>
        <translation>整流 裁剪 原地 就地</translation>
    </message>
    <message>
        <source>Remainder</source>
        <translation>余数</translation>
    </message>
    <message>
        <source>The remainder of the division, with the sign of the second input.</source>
        <translation>除法的余数，符号与第二个输入相同。</translation>
    </message>
    <message>
        <source>modulo modulus %</source>
        <translation>取模 求余 %</translation>
    </message>
    <message>
        <source>Remainder in place</source>
        <translation>余数（原地）</translation>
    </message>
    <message>
        <source>The remainder of the division, with the sign of the second input. The result is written into the first input.</source>
        <translation>除法的余数，符号与第二个输入相同。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>modulo modulus % in-place inplace</source>
        <translation>取模 求余 % 原地 就地</translation>
    </message>
    <message>
        <source>Remainder of number</source>
        <translation>数的余数</translation>
    </message>
    <message>
        <source>The remainder of the division of a number, with the sign of the input.</source>
        <translation>一个数除以输入的余数，符号与输入相同。</translation>
    </message>
    <message>
        <source>Remainder by number</source>
        <translation>除以数的余数</translation>
    </message>
    <message>
        <source>The remainder of the division by a number, with the sign of the number.</source>
        <translation>除以一个数的余数，符号与该数相同。</translation>
    </message>
    <message>
        <source>Remainder by number in place</source>
        <translation>除以数的余数（原地）</translation>
    </message>
    <message>
        <source>The remainder of the division by a number, with the sign of the number. The result is written into the first input.</source>
        <translation>除以一个数的余数，符号与该数相同。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Renormalize</source>
        <translation>限制切片范数</translation>
    </message>
    <message>
        <source>Slices along a dimension, scaled down where their norm is too large.</source>
        <translation>沿某一维度的各切片，范数过大者按比例缩小。</translation>
    </message>
    <message>
        <source>norm limit clip constraint</source>
        <translation>范数 限制 裁剪 约束</translation>
    </message>
    <message>
        <source>the norm&apos;s exponent</source>
        <translation>范数的指数</translation>
    </message>
    <message>
        <source>the dimension whose slices are limited</source>
        <translation>切片受限制的维度</translation>
    </message>
    <message>
        <source>the largest norm a slice may have</source>
        <translation>切片允许的最大范数</translation>
    </message>
    <message>
        <source>as a where its norm is small, else projected and scaled</source>
        <translation>范数较小处与 a 相同，否则投影并缩放</translation>
    </message>
    <message>
        <source>Renormalize in place</source>
        <translation>限制切片范数（原地）</translation>
    </message>
    <message>
        <source>Slices along a dimension, scaled down where their norm is too large. The result is written into the first input.</source>
        <translation>沿某一维度的各切片，范数过大者按比例缩小。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>norm limit clip constraint in-place inplace</source>
        <translation>范数 限制 裁剪 约束 原地 就地</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>The whole tensor several times along each dimension, copied.</source>
        <translation>把整个张量沿各维度重复若干次，复制数据。</translation>
    </message>
    <message>
        <source>tile copy</source>
        <translation>平铺 重复 复制</translation>
    </message>
    <message>
        <source>how often, by dimension</source>
        <translation>各维度的重复次数</translation>
    </message>
    <message>
        <source>the gradients of all copies, added</source>
        <translation>所有副本的梯度相加</translation>
    </message>
    <message>
        <source>Repeat elements</source>
        <translation>逐元素重复</translation>
    </message>
    <message>
        <source>Each element several times, one copy after the other.</source>
        <translation>每个元素重复若干次，各份依次相邻。</translation>
    </message>
    <message>
        <source>repeat interleave copy</source>
        <translation>重复 交错 repeat_interleave 复制</translation>
    </message>
    <message>
        <source>how often: a number, or one for each in a tensor</source>
        <translation>重复次数：一个数，或用张量为每个元素各给一个</translation>
    </message>
    <message>
        <source>the dimension; flattened if empty</source>
        <translation>维度；留空则先展平</translation>
    </message>
    <message>
        <source>the extent</source>
        <translation>该维的大小</translation>
    </message>
    <message>
        <source>Repeat places</source>
        <translation>重复下标</translation>
    </message>
    <message>
        <source>Each place as often as the tensor says there.</source>
        <translation>每个位置重复若干次，次数由张量在该处的值给出。</translation>
    </message>
    <message>
        <source>repeat interleave indices</source>
        <translation>重复 交错 repeat_interleave 下标</translation>
    </message>
    <message>
        <source>Reshape as</source>
        <translation>按形状改变</translation>
    </message>
    <message>
        <source>The same elements in the shape of another tensor; a view where possible.</source>
        <translation>元素相同，形状取自另一个张量；尽可能返回视图。</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Resize in place</source>
        <translation>调整大小（原地）</translation>
    </message>
    <message>
        <source>The tensor gets another number of elements; what is added is not initialised.</source>
        <translation>改变张量的元素个数；新增的元素未初始化。</translation>
    </message>
    <message>
        <source>memory in-place shape</source>
        <translation>内存 原地 形状</translation>
    </message>
    <message>
        <source>the new extents</source>
        <translation>新的大小</translation>
    </message>
    <message>
        <source>Resize like another in place</source>
        <translation>调整为同样大小（原地）</translation>
    </message>
    <message>
        <source>The tensor gets the shape of another; what is added is not initialised.</source>
        <translation>把张量调整为另一个张量的形状；新增的元素未初始化。</translation>
    </message>
    <message>
        <source>Resolve conjugate</source>
        <translation>消解共轭</translation>
    </message>
    <message>
        <source>The input itself, as nothing is complex.</source>
        <translation>输入本身，因为没有复数。</translation>
    </message>
    <message>
        <source>Resolve negative</source>
        <translation>消解负号</translation>
    </message>
    <message>
        <source>RMS normalization</source>
        <translation>均方根归一化</translation>
    </message>
    <message>
        <source>The last dimensions divided by the root of their mean square, then scaled.</source>
        <translation>最后若干维除以其均方根，再缩放。</translation>
    </message>
    <message>
        <source>rmsnorm layer root mean square transformer</source>
        <translation>rmsnorm 层 均方根 归一化 transformer</translation>
    </message>
    <message>
        <source>added to the mean square</source>
        <translation>加到均方值上的数</translation>
    </message>
    <message>
        <source>Roll</source>
        <translation>循环移位</translation>
    </message>
    <message>
        <source>Elements moved along dimensions; what leaves at the end comes in at the beginning.</source>
        <translation>沿维度移动元素；从末端移出的从开头移入。</translation>
    </message>
    <message>
        <source>shift rotate circular</source>
        <translation>移位 滚动 循环 轮换</translation>
    </message>
    <message>
        <source>how far to move, for each dimension</source>
        <translation>各维度移动的距离</translation>
    </message>
    <message>
        <source>the dimensions; flattened if empty</source>
        <translation>维度；留空则先展平</translation>
    </message>
    <message>
        <source>Rotate by 90 degrees</source>
        <translation>旋转 90 度</translation>
    </message>
    <message>
        <source>A plane of two dimensions turned by quarter turns.</source>
        <translation>把两个维度构成的平面旋转若干个直角。</translation>
    </message>
    <message>
        <source>turn image</source>
        <translation>旋转 转动 图像</translation>
    </message>
    <message>
        <source>how many quarter turns</source>
        <translation>旋转几个直角</translation>
    </message>
    <message>
        <source>the plane: from the first towards the second</source>
        <translation>旋转平面：从第一个维度转向第二个</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>The nearest whole number, of two the even one, or the nearest with some decimals.</source>
        <translation>最接近的整数，两者同样近时取偶数；也可保留若干位小数。</translation>
    </message>
    <message>
        <source>nearest decimals</source>
        <translation>取整 舍入 最近 小数位</translation>
    </message>
    <message>
        <source>decimal places; negative for tens and hundreds</source>
        <translation>小数位数；负数表示十位、百位</translation>
    </message>
    <message>
        <source>Round in place</source>
        <translation>舍入（原地）</translation>
    </message>
    <message>
        <source>The nearest whole number, of two the even one, or the nearest with some decimals. The result is written into the first input.</source>
        <translation>最接近的整数，两者同样近时取偶数；也可保留若干位小数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>nearest decimals in-place inplace</source>
        <translation>最近 小数位 原地 就地</translation>
    </message>
    <message>
        <source>Randomized leaky ReLU</source>
        <translation>随机 Leaky ReLU</translation>
    </message>
    <message>
        <source>Each element, multiplied where it is negative by a slope that training draws anew.</source>
        <translation>逐元素取值，负数处乘以一个训练时重新抽取的斜率。</translation>
    </message>
    <message>
        <source>rectifier RReLU random</source>
        <translation>整流 RReLU 随机</translation>
    </message>
    <message>
        <source>the least slope below 0</source>
        <translation>0 以下的最小斜率</translation>
    </message>
    <message>
        <source>the greatest slope below 0</source>
        <translation>0 以下的最大斜率</translation>
    </message>
    <message>
        <source>draw the slopes</source>
        <translation>抽取斜率</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; 0, else the slope</source>
        <translation>∂out/∂a = 1，当 a &gt; 0；否则为斜率</translation>
    </message>
    <message>
        <source>Randomized leaky ReLU in place</source>
        <translation>随机 Leaky ReLU（原地）</translation>
    </message>
    <message>
        <source>Each element, multiplied where it is negative by a slope that training draws anew. The result is written into the first input.</source>
        <translation>逐元素取值，负数处乘以一个训练时重新抽取的斜率。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>in-place inplace random</source>
        <translation>原地 就地 随机</translation>
    </message>
    <message>
        <source>Reciprocal square root</source>
        <translation>平方根的倒数</translation>
    </message>
    <message>
        <source>One divided by the square root of each element.</source>
        <translation>1 除以各元素的平方根。</translation>
    </message>
    <message>
        <source>root inverse</source>
        <translation>根号 倒数</translation>
    </message>
    <message>
        <source>Reciprocal square root in place</source>
        <translation>平方根的倒数（原地）</translation>
    </message>
    <message>
        <source>One divided by the square root of each element. The result is written into the first input.</source>
        <translation>1 除以各元素的平方根。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>root inverse in-place inplace</source>
        <translation>根号 倒数 原地 就地</translation>
    </message>
    <message>
        <source>Subtract from</source>
        <translation>反向减</translation>
    </message>
    <message>
        <source>The second input minus the first.</source>
        <translation>第二个输入减去第一个。</translation>
    </message>
    <message>
        <source>Scalar tensor</source>
        <translation>标量张量</translation>
    </message>
    <message>
        <source>A tensor without dimensions that holds one number.</source>
        <translation>存有一个数的零维张量。</translation>
    </message>
    <message>
        <source>number zero-dimensional</source>
        <translation>数 标量 零维</translation>
    </message>
    <message>
        <source>the value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Scaled dot product attention</source>
        <translation>缩放点积注意力</translation>
    </message>
    <message>
        <source>Averages of the values, weighted by how well their keys fit each query.</source>
        <translation>值的加权平均，权重取决于键与每个查询的匹配程度。</translation>
    </message>
    <message>
        <source>attention transformer softmax query key value</source>
        <translation>注意力 变换器 softmax 查询 键 值</translation>
    </message>
    <message>
        <source>hide later keys from each query</source>
        <translation>对每个查询遮住靠后的键</translation>
    </message>
    <message>
        <source>a factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>share heads of keys</source>
        <translation>共享键的头</translation>
    </message>
    <message>
        <source>the gradient of the scores @ key</source>
        <translation>得分的梯度 @ key</translation>
    </message>
    <message>
        <source>the gradient of the scores, transposed, @ query</source>
        <translation>得分的梯度的转置 @ query</translation>
    </message>
    <message>
        <source>the weights, transposed, @ the gradient</source>
        <translation>权重的转置 @ 梯度</translation>
    </message>
    <message>
        <source>the gradient of the scores</source>
        <translation>得分的梯度</translation>
    </message>
    <message>
        <source>Scaled Bessel function K0</source>
        <translation>缩放贝塞尔函数 K0</translation>
    </message>
    <message>
        <source>Scaled Bessel function K0 at each element.</source>
        <translation>逐元素求缩放贝塞尔函数 K0。</translation>
    </message>
    <message>
        <source>Scaled Bessel function K1</source>
        <translation>缩放贝塞尔函数 K1</translation>
    </message>
    <message>
        <source>Scaled Bessel function K1 at each element.</source>
        <translation>逐元素求缩放贝塞尔函数 K1。</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>按下标写入</translation>
    </message>
    <message>
        <source>A copy with the elements of another tensor written where an index says.</source>
        <translation>返回副本，在下标所指处写入另一个张量的元素。</translation>
    </message>
    <message>
        <source>write index place</source>
        <translation>写入 散布 下标 索引 位置</translation>
    </message>
    <message>
        <source>the gradient at the places of b</source>
        <translation>b 所在位置的梯度</translation>
    </message>
    <message>
        <source>Scatter in place</source>
        <translation>按下标写入（原地）</translation>
    </message>
    <message>
        <source>A copy with the elements of another tensor written where an index says. The result is written into the first input.</source>
        <translation>返回副本，在下标所指处写入另一个张量的元素。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>write index place in-place inplace</source>
        <translation>写入 散布 下标 索引 位置 原地 就地</translation>
    </message>
    <message>
        <source>Scatter and add</source>
        <translation>按下标累加</translation>
    </message>
    <message>
        <source>A copy to which the elements of another tensor are added where an index says.</source>
        <translation>返回副本，在下标所指处加上另一个张量的元素。</translation>
    </message>
    <message>
        <source>Scatter and add in place</source>
        <translation>按下标累加（原地）</translation>
    </message>
    <message>
        <source>A copy to which the elements of another tensor are added where an index says. The result is written into the first input.</source>
        <translation>返回副本，在下标所指处加上另一个张量的元素。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Scatter and combine</source>
        <translation>按下标加或乘</translation>
    </message>
    <message>
        <source>A copy with elements added or multiplied where an index says; has no gradient.</source>
        <translation>返回副本，在下标所指处加上或乘以元素；没有梯度。</translation>
    </message>
    <message>
        <source>add or multiply</source>
        <translation>add 或 multiply</translation>
    </message>
    <message>
        <source>Scatter and combine in place</source>
        <translation>按下标加或乘（原地）</translation>
    </message>
    <message>
        <source>A copy with elements added or multiplied where an index says; has no gradient. The result is written into the first input.</source>
        <translation>返回副本，在下标所指处加上或乘以元素；没有梯度。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Scatter and reduce</source>
        <translation>按下标归约</translation>
    </message>
    <message>
        <source>Elements of another tensor are reduced into a copy where an index says.</source>
        <translation>把另一个张量的元素归约到副本中下标所指处。</translation>
    </message>
    <message>
        <source>sum, prod, mean, amax or amin</source>
        <translation>sum、prod、mean、amax 或 amin</translation>
    </message>
    <message>
        <source>Scatter and reduce in place</source>
        <translation>按下标归约（原地）</translation>
    </message>
    <message>
        <source>Elements of another tensor are reduced into a copy where an index says. The result is written into the first input.</source>
        <translation>把另一个张量的元素归约到副本中下标所指处。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Scatter number</source>
        <translation>按下标写入数</translation>
    </message>
    <message>
        <source>A copy with a number written where an index says.</source>
        <translation>返回副本，在下标所指处写入一个数。</translation>
    </message>
    <message>
        <source>the gradient, 0 where the number was written</source>
        <translation>梯度，写入该数之处为 0</translation>
    </message>
    <message>
        <source>Scatter number in place</source>
        <translation>按下标写入数（原地）</translation>
    </message>
    <message>
        <source>A copy with a number written where an index says. The result is written into the first input.</source>
        <translation>返回副本，在下标所指处写入一个数。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Scatter number and combine</source>
        <translation>按下标加或乘以数</translation>
    </message>
    <message>
        <source>A copy with a number added or multiplied where an index says; has no gradient.</source>
        <translation>返回副本，在下标所指处加上或乘以一个数；没有梯度。</translation>
    </message>
    <message>
        <source>Scatter number and combine in place</source>
        <translation>按下标加或乘以数（原地）</translation>
    </message>
    <message>
        <source>A copy with a number added or multiplied where an index says; has no gradient. The result is written into the first input.</source>
        <translation>返回副本，在下标所指处加上或乘以一个数；没有梯度。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Search sorted</source>
        <translation>有序查找</translation>
    </message>
    <message>
        <source>Where elements would be inserted to keep a sequence in order.</source>
        <translation>为保持序列有序，各元素应插入的位置。</translation>
    </message>
    <message>
        <source>binary search insert bisect</source>
        <translation>二分查找 折半查找 插入 bisect</translation>
    </message>
    <message>
        <source>sorted along the last dimension</source>
        <translation>沿最后一维已排序</translation>
    </message>
    <message>
        <source>the order that sorts the sequence</source>
        <translation>使序列有序的下标次序</translation>
    </message>
    <message>
        <source>left or right</source>
        <translation>left 或 right</translation>
    </message>
    <message>
        <source>the place in that dimension</source>
        <translation>在该维度上的位置</translation>
    </message>
    <message>
        <source>the gradient at the selected place, 0 elsewhere</source>
        <translation>选取的位置为梯度，其余为 0</translation>
    </message>
    <message>
        <source>Select as copy</source>
        <translation>选取（副本）</translation>
    </message>
    <message>
        <source>One slice along a dimension, which disappears, as a copy.</source>
        <translation>沿某一维度取一个切片，该维度随之消失，以副本给出。</translation>
    </message>
    <message>
        <source>Write slice of one</source>
        <translation>写入单个切片</translation>
    </message>
    <message>
        <source>A copy of the first tensor with the second at one place of a dimension.</source>
        <translation>第一个张量的副本，某一维度的一个位置换成第二个张量。</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>An ELU whose scale keeps mean and variance from layer to layer.</source>
        <translation>缩放系数使均值与方差逐层保持的 ELU。</translation>
    </message>
    <message>
        <source>self-normalizing exponential linear</source>
        <translation>自归一化 指数 线性</translation>
    </message>
    <message>
        <source>∂out/∂a = λ where a &gt; 0, else λ · α · exp(a)</source>
        <translation>∂out/∂a = λ，当 a &gt; 0；否则为 λ · α · exp(a)</translation>
    </message>
    <message>
        <source>SELU in place</source>
        <translation>SELU（原地）</translation>
    </message>
    <message>
        <source>An ELU whose scale keeps mean and variance from layer to layer. The result is written into the first input.</source>
        <translation>缩放系数使均值与方差逐层保持的 ELU。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>self-normalizing exponential linear in-place inplace</source>
        <translation>自归一化 指数 线性 原地 就地</translation>
    </message>
    <message>
        <source>Write part</source>
        <translation>写入部分</translation>
    </message>
    <message>
        <source>A value is written into a part of the tensor.</source>
        <translation>把值写入张量的一部分。</translation>
    </message>
    <message>
        <source>assign subscript in-place []</source>
        <translation>赋值 下标 原地 就地 []</translation>
    </message>
    <message>
        <source>Sign (sgn)</source>
        <translation>符号（sgn）</translation>
    </message>
    <message>
        <source>-1, 0 or 1 for each element, as it is negative, zero or positive.</source>
        <translation>各元素为负、零、正时分别为 -1、0、1。</translation>
    </message>
    <message>
        <source>signum plus minus</source>
        <translation>符号函数 正 负</translation>
    </message>
    <message>
        <source>Sign (sgn) in place</source>
        <translation>符号（sgn）（原地）</translation>
    </message>
    <message>
        <source>-1, 0 or 1 for each element, as it is negative, zero or positive. The result is written into the first input.</source>
        <translation>各元素为负、零、正时分别为 -1、0、1。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>signum plus minus in-place inplace</source>
        <translation>符号函数 正 负 原地 就地</translation>
    </message>
    <message>
        <source>Shifted Chebyshev polynomial T</source>
        <translation>移位切比雪夫多项式 T</translation>
    </message>
    <message>
        <source>The Shifted Chebyshev polynomial T of a degree, at each element.</source>
        <translation>对各元素求给定次数的移位切比雪夫多项式 T。</translation>
    </message>
    <message>
        <source>orthogonal polynomial Shifted</source>
        <translation>正交多项式 移位 切比雪夫</translation>
    </message>
    <message>
        <source>Shifted Chebyshev polynomial U</source>
        <translation>移位切比雪夫多项式 U</translation>
    </message>
    <message>
        <source>The Shifted Chebyshev polynomial U of a degree, at each element.</source>
        <translation>对各元素求给定次数的移位切比雪夫多项式 U。</translation>
    </message>
    <message>
        <source>Shifted Chebyshev polynomial V</source>
        <translation>移位切比雪夫多项式 V</translation>
    </message>
    <message>
        <source>The Shifted Chebyshev polynomial V of a degree, at each element.</source>
        <translation>对各元素求给定次数的移位切比雪夫多项式 V。</translation>
    </message>
    <message>
        <source>Shifted Chebyshev polynomial W</source>
        <translation>移位切比雪夫多项式 W</translation>
    </message>
    <message>
        <source>The Shifted Chebyshev polynomial W of a degree, at each element.</source>
        <translation>对各元素求给定次数的移位切比雪夫多项式 W。</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>The logistic function of each element, between 0 and 1.</source>
        <translation>逐元素求逻辑斯谛函数，结果在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>logistic activation σ</source>
        <translation>逻辑函数 激活函数 σ</translation>
    </message>
    <message>
        <source>Sigmoid in place</source>
        <translation>Sigmoid（原地）</translation>
    </message>
    <message>
        <source>The logistic function of each element, between 0 and 1. The result is written into the first input.</source>
        <translation>逐元素求逻辑斯谛函数，结果在 0 与 1 之间。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>logistic activation σ in-place inplace</source>
        <translation>逻辑函数 激活函数 σ 原地 就地</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Sign in place</source>
        <translation>符号（原地）</translation>
    </message>
    <message>
        <source>Sign bit</source>
        <translation>符号位</translation>
    </message>
    <message>
        <source>True where the sign of an element is minus, that of -0 included.</source>
        <translation>元素的符号为负处为 True，包括 -0。</translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>Each element times its sigmoid.</source>
        <translation>各元素乘以它的 sigmoid。</translation>
    </message>
    <message>
        <source>swish</source>
        <translation>swish</translation>
    </message>
    <message>
        <source>SiLU in place</source>
        <translation>SiLU（原地）</translation>
    </message>
    <message>
        <source>Each element times its sigmoid. The result is written into the first input.</source>
        <translation>各元素乘以它的 sigmoid。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>swish in-place inplace</source>
        <translation>swish 原地 就地</translation>
    </message>
    <message>
        <source>Sine</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>The sine of each element, in radians.</source>
        <translation>逐元素求正弦，以弧度为单位。</translation>
    </message>
    <message>
        <source>Sine in place</source>
        <translation>正弦（原地）</translation>
    </message>
    <message>
        <source>The sine of each element, in radians. The result is written into the first input.</source>
        <translation>逐元素求正弦，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Sinc</source>
        <translation>Sinc</translation>
    </message>
    <message>
        <source>sin(πa) / (πa) for each element, 1 at 0.</source>
        <translation>逐元素求 sin(πa) / (πa)，在 0 处为 1。</translation>
    </message>
    <message>
        <source>signal cardinal sine</source>
        <translation>信号 辛格函数</translation>
    </message>
    <message>
        <source>∂out/∂a = (πa · cos πa - sin πa) / (πa²), 0 at 0</source>
        <translation>∂out/∂a = (πa · cos πa - sin πa) / (πa²)，在 0 处为 0</translation>
    </message>
    <message>
        <source>Sinc in place</source>
        <translation>Sinc（原地）</translation>
    </message>
    <message>
        <source>sin(πa) / (πa) for each element, 1 at 0. The result is written into the first input.</source>
        <translation>逐元素求 sin(πa) / (πa)，在 0 处为 1。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>signal cardinal sine in-place inplace</source>
        <translation>信号 辛格函数 原地 就地</translation>
    </message>
    <message>
        <source>Hyperbolic sine</source>
        <translation>双曲正弦</translation>
    </message>
    <message>
        <source>The hyperbolic sine of each element.</source>
        <translation>逐元素求双曲正弦。</translation>
    </message>
    <message>
        <source>Hyperbolic sine in place</source>
        <translation>双曲正弦（原地）</translation>
    </message>
    <message>
        <source>The hyperbolic sine of each element. The result is written into the first input.</source>
        <translation>逐元素求双曲正弦。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Slice as copy</source>
        <translation>切片（副本）</translation>
    </message>
    <message>
        <source>A range along a dimension, as a copy.</source>
        <translation>沿某一维度的一个范围，以副本给出。</translation>
    </message>
    <message>
        <source>where to stop, before it</source>
        <translation>终点，不含该位置</translation>
    </message>
    <message>
        <source>how far each is from the one before</source>
        <translation>相邻两个之间的距离</translation>
    </message>
    <message>
        <source>Write range</source>
        <translation>写入范围</translation>
    </message>
    <message>
        <source>A copy of the first tensor with the second in a range of a dimension.</source>
        <translation>第一个张量的副本，某一维度的一个范围换成第二个张量。</translation>
    </message>
    <message>
        <source>Logarithm of determinant with sign</source>
        <translation>行列式的符号与对数</translation>
    </message>
    <message>
        <source>The sign of the determinant, and the logarithm of its absolute value.</source>
        <translation>行列式的符号，以及其绝对值的对数。</translation>
    </message>
    <message>
        <source>Smooth L1 loss</source>
        <translation>平滑 L1 损失</translation>
    </message>
    <message>
        <source>The absolute differences, made a square where they are smaller than beta.</source>
        <translation>差的绝对值，小于 beta 处改用平方。</translation>
    </message>
    <message>
        <source>regression criterion huber</source>
        <translation>回归 损失 准则 huber</translation>
    </message>
    <message>
        <source>(a - target) / β, at most 1, / n</source>
        <translation>(a - target) / β，绝对值至多为 1，再除以 n</translation>
    </message>
    <message>
        <source>(target - a) / β, at most 1, / n</source>
        <translation>(target - a) / β，绝对值至多为 1，再除以 n</translation>
    </message>
    <message>
        <source>Soft margin loss</source>
        <translation>软间隔损失</translation>
    </message>
    <message>
        <source>The logistic loss of predictions and targets of 1 and -1.</source>
        <translation>预测与取值 1 和 -1 的目标之间的逻辑损失。</translation>
    </message>
    <message>
        <source>classification criterion logistic</source>
        <translation>分类 损失 准则 逻辑回归</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Exponentials scaled so that they sum to 1 along a dimension.</source>
        <translation>经缩放使沿一个维度总和为 1 的指数。</translation>
    </message>
    <message>
        <source>probability activation classification normalize</source>
        <translation>概率 激活函数 分类 归一化</translation>
    </message>
    <message>
        <source>Softmin</source>
        <translation>Softmin</translation>
    </message>
    <message>
        <source>Softmax of the negated elements: the smallest gets most.</source>
        <translation>元素取负后的 softmax：最小者得到最多。</translation>
    </message>
    <message>
        <source>probability activation</source>
        <translation>概率 激活函数</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>A smooth ReLU: the logarithm of 1 plus the exponential.</source>
        <translation>平滑的 ReLU：1 加指数的对数。</translation>
    </message>
    <message>
        <source>rectifier log1p</source>
        <translation>整流 log1p</translation>
    </message>
    <message>
        <source>how sharp the bend is</source>
        <translation>弯曲处有多陡</translation>
    </message>
    <message>
        <source>from where on it is the identity</source>
        <translation>从何处起等于输入本身</translation>
    </message>
    <message>
        <source>Soft shrink</source>
        <translation>软收缩</translation>
    </message>
    <message>
        <source>Each element moved towards 0 by lambda, and 0 where it is smaller.</source>
        <translation>各元素向 0 靠近 lambda，更小的变为 0。</translation>
    </message>
    <message>
        <source>soft threshold</source>
        <translation>软 阈值</translation>
    </message>
    <message>
        <source>Softsign</source>
        <translation>Softsign</translation>
    </message>
    <message>
        <source>Each element divided by 1 plus its absolute value.</source>
        <translation>各元素除以 1 加其绝对值。</translation>
    </message>
    <message>
        <source>Solve</source>
        <translation>解线性方程组</translation>
    </message>
    <message>
        <source>The X for which A X = B.</source>
        <translation>满足 A X = B 的 X。</translation>
    </message>
    <message>
        <source>equation system linear</source>
        <translation>方程 方程组 线性 求解</translation>
    </message>
    <message>
        <source>Solve with report</source>
        <translation>解线性方程组（附错误信息）</translation>
    </message>
    <message>
        <source>Solve triangular</source>
        <translation>解三角方程组</translation>
    </message>
    <message>
        <source>The X for which A X = B, for a triangular A.</source>
        <translation>A 为三角矩阵时，满足 A X = B 的 X。</translation>
    </message>
    <message>
        <source>equation triangle substitution</source>
        <translation>方程 三角矩阵 回代 代入</translation>
    </message>
    <message>
        <source>upper, not lower</source>
        <translation>上三角，而非下三角</translation>
    </message>
    <message>
        <source>ones on the diagonal</source>
        <translation>对角线元素为 1</translation>
    </message>
    <message>
        <source>-solve(aᵀ, g) @ outᵀ, in the triangle</source>
        <translation>-solve(aᵀ, g) @ outᵀ，限于三角部分</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>The elements in order along a dimension, and where they were.</source>
        <translation>沿某一维度按顺序排列的元素，及其原来的位置。</translation>
    </message>
    <message>
        <source>order rank ascending descending</source>
        <translation>排序 次序 排名 升序 降序</translation>
    </message>
    <message>
        <source>∂valuesᵢ/∂aⱼ = 1 where j = indicesᵢ, else 0</source>
        <translation>∂valuesᵢ/∂aⱼ = 1，当 j = indicesᵢ；否则为 0</translation>
    </message>
    <message>
        <source>Spherical Bessel function j0</source>
        <translation>球贝塞尔函数 j0</translation>
    </message>
    <message>
        <source>Spherical Bessel function j0 at each element.</source>
        <translation>逐元素求球贝塞尔函数 j0。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>The tensor taken apart along a dimension, by the size of the parts.</source>
        <translation>沿某一维度分割张量，按各部分的大小。</translation>
    </message>
    <message>
        <source>the size of each part, or all sizes</source>
        <translation>每部分的大小，或全部大小</translation>
    </message>
    <message>
        <source>Split as copy</source>
        <translation>分割（副本）</translation>
    </message>
    <message>
        <source>Copies of parts.</source>
        <translation>各部分的副本。</translation>
    </message>
    <message>
        <source>the extent of each part</source>
        <translation>每部分的大小</translation>
    </message>
    <message>
        <source>Split with sizes</source>
        <translation>按大小分割</translation>
    </message>
    <message>
        <source>The tensor taken apart along a dimension, into parts of the given sizes.</source>
        <translation>沿某一维度把张量分割成给定大小的各部分。</translation>
    </message>
    <message>
        <source>Split with sizes as copy</source>
        <translation>按大小分割（副本）</translation>
    </message>
    <message>
        <source>The tensor taken apart along a dimension, into parts of the given sizes, as a copy.</source>
        <translation>沿某一维度把张量分割成给定大小的各部分，以副本给出。</translation>
    </message>
    <message>
        <source>Square root</source>
        <translation>平方根</translation>
    </message>
    <message>
        <source>The square root of each element.</source>
        <translation>逐元素求平方根。</translation>
    </message>
    <message>
        <source>root</source>
        <translation>开方 开平方 根号</translation>
    </message>
    <message>
        <source>Square root in place</source>
        <translation>平方根（原地）</translation>
    </message>
    <message>
        <source>The square root of each element. The result is written into the first input.</source>
        <translation>逐元素求平方根。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>root in-place inplace</source>
        <translation>开方 开平方 根号 原地 就地</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>平方</translation>
    </message>
    <message>
        <source>Each element times itself.</source>
        <translation>各元素乘以自身。</translation>
    </message>
    <message>
        <source>power quadratic</source>
        <translation>幂 二次</translation>
    </message>
    <message>
        <source>Square in place</source>
        <translation>平方（原地）</translation>
    </message>
    <message>
        <source>Each element becomes its square.</source>
        <translation>各元素变为其平方。</translation>
    </message>
    <message>
        <source>Squeeze</source>
        <translation>压缩维度</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 removed, sharing memory.</source>
        <translation>去掉大小为 1 的维度，共享内存。</translation>
    </message>
    <message>
        <source>remove axes</source>
        <translation>去掉 移除 轴</translation>
    </message>
    <message>
        <source>which to remove; all if empty</source>
        <translation>要去掉的维度；留空则为全部</translation>
    </message>
    <message>
        <source>Squeeze in place</source>
        <translation>压缩维度（原地）</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 removed, sharing memory. The tensor itself changes.</source>
        <translation>去掉大小为 1 的维度，共享内存。张量本身随之改变。</translation>
    </message>
    <message>
        <source>remove axes in-place inplace</source>
        <translation>去掉 移除 轴 原地 就地</translation>
    </message>
    <message>
        <source>Squeeze as copy</source>
        <translation>压缩维度（副本）</translation>
    </message>
    <message>
        <source>Dimensions of extent 1 removed, as a copy.</source>
        <translation>去掉大小为 1 的维度，以副本给出。</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>堆叠</translation>
    </message>
    <message>
        <source>Tensors of one shape joined along a new dimension.</source>
        <translation>沿新维度堆叠形状相同的张量。</translation>
    </message>
    <message>
        <source>join new dimension</source>
        <translation>连接 新维度</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>The square root of the variance, of all elements or over dimensions.</source>
        <translation>方差的平方根，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>statistics spread reduce σ</source>
        <translation>统计 离散程度 归约 σ</translation>
    </message>
    <message>
        <source>Standard deviation and mean</source>
        <translation>标准差与平均值</translation>
    </message>
    <message>
        <source>Standard deviation and mean at once, of all elements or over dimensions.</source>
        <translation>同时求标准差与平均值，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>statistics spread average</source>
        <translation>统计 离散程度 均值 平均</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>减</translation>
    </message>
    <message>
        <source>The difference of the inputs, element by element.</source>
        <translation>各输入逐元素相减。</translation>
    </message>
    <message>
        <source>Subtract in place</source>
        <translation>减（原地）</translation>
    </message>
    <message>
        <source>The difference of the inputs, element by element. The result is written into the first input.</source>
        <translation>各输入逐元素相减。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>The sum of the elements, of all or over some dimensions.</source>
        <translation>元素之和，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>total add reduce Σ</source>
        <translation>总和 合计 累加 加总 归约 Σ</translation>
    </message>
    <message>
        <source>Sum to size</source>
        <translation>求和到指定形状</translation>
    </message>
    <message>
        <source>Summed over dimensions so that the given shape is left: the opposite of expand.</source>
        <translation>对维度求和，使结果为给定的形状：与 expand 相反。</translation>
    </message>
    <message>
        <source>unbroadcast reduce</source>
        <translation>反广播 归约</translation>
    </message>
    <message>
        <source>the gradient, repeated over what was summed</source>
        <translation>梯度，沿被求和的维度重复</translation>
    </message>
    <message>
        <source>Singular value decomposition (old)</source>
        <translation>奇异值分解（旧版）</translation>
    </message>
    <message>
        <source>The older form of linalg.svd, with V not transposed.</source>
        <translation>linalg.svd 的旧版，V 不转置。</translation>
    </message>
    <message>
        <source>singular rank</source>
        <translation>奇异值 秩</translation>
    </message>
    <message>
        <source>else U and V are zeros</source>
        <translation>否则 U 与 V 全为零</translation>
    </message>
    <message>
        <source>Singular values</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>The singular values of a matrix, in descending order.</source>
        <translation>矩阵的奇异值，按降序排列。</translation>
    </message>
    <message>
        <source>Swap axes</source>
        <translation>交换轴</translation>
    </message>
    <message>
        <source>Two dimensions exchanged, sharing memory: another name for transpose.</source>
        <translation>交换两个维度，共享内存：transpose 的另一个名称。</translation>
    </message>
    <message>
        <source>transpose exchange</source>
        <translation>转置 交换</translation>
    </message>
    <message>
        <source>the other</source>
        <translation>另一个</translation>
    </message>
    <message>
        <source>Swap axes in place</source>
        <translation>交换轴（原地）</translation>
    </message>
    <message>
        <source>Two dimensions exchanged; the tensor itself changes.</source>
        <translation>交换两个维度；张量本身随之改变。</translation>
    </message>
    <message>
        <source>Swap dimensions</source>
        <translation>交换维度</translation>
    </message>
    <message>
        <source>Swap dimensions in place</source>
        <translation>交换维度（原地）</translation>
    </message>
    <message>
        <source>Transpose matrix</source>
        <translation>矩阵转置</translation>
    </message>
    <message>
        <source>Rows and columns of a matrix exchanged, sharing memory.</source>
        <translation>交换矩阵的行与列，共享内存。</translation>
    </message>
    <message>
        <source>swap matrix T</source>
        <translation>交换 行列互换 矩阵 T</translation>
    </message>
    <message>
        <source>the gradient, transposed</source>
        <translation>梯度的转置</translation>
    </message>
    <message>
        <source>Transpose matrix in place</source>
        <translation>矩阵转置（原地）</translation>
    </message>
    <message>
        <source>Rows and columns of a matrix exchanged, sharing memory. The tensor itself changes.</source>
        <translation>交换矩阵的行与列，共享内存。张量本身随之改变。</translation>
    </message>
    <message>
        <source>swap matrix T in-place inplace</source>
        <translation>交换 行列互换 矩阵 T 原地 就地</translation>
    </message>
    <message>
        <source>Transpose matrix as copy</source>
        <translation>矩阵转置（副本）</translation>
    </message>
    <message>
        <source>Rows and columns of a matrix exchanged, as a copy.</source>
        <translation>交换矩阵的行与列，以副本给出。</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>按位置选取</translation>
    </message>
    <message>
        <source>Elements by their place in the flattened tensor.</source>
        <translation>按在展平张量中的位置选取元素。</translation>
    </message>
    <message>
        <source>index flat pick</source>
        <translation>下标 索引 展平 选取</translation>
    </message>
    <message>
        <source>Take along dimension</source>
        <translation>沿维度按下标选取</translation>
    </message>
    <message>
        <source>Elements from where indices along a dimension say, such as argsort gives.</source>
        <translation>沿某一维度按下标选取元素，下标例如来自 argsort。</translation>
    </message>
    <message>
        <source>gather index sort</source>
        <translation>gather 下标 索引 排序</translation>
    </message>
    <message>
        <source>the dimension; all if empty</source>
        <translation>维度；留空则为全部</translation>
    </message>
    <message>
        <source>Tangent</source>
        <translation>正切</translation>
    </message>
    <message>
        <source>The tangent of each element, in radians.</source>
        <translation>逐元素求正切，以弧度为单位。</translation>
    </message>
    <message>
        <source>Tangent in place</source>
        <translation>正切（原地）</translation>
    </message>
    <message>
        <source>The tangent of each element, in radians. The result is written into the first input.</source>
        <translation>逐元素求正切，以弧度为单位。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>The hyperbolic tangent of each element, between -1 and 1.</source>
        <translation>逐元素求双曲正切，结果在 -1 与 1 之间。</translation>
    </message>
    <message>
        <source>hyperbolic activation</source>
        <translation>双曲正切 激活函数</translation>
    </message>
    <message>
        <source>Tanh in place</source>
        <translation>Tanh（原地）</translation>
    </message>
    <message>
        <source>The hyperbolic tangent of each element, between -1 and 1. The result is written into the first input.</source>
        <translation>逐元素求双曲正切，结果在 -1 与 1 之间。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>hyperbolic activation in-place inplace</source>
        <translation>双曲正切 激活函数 原地 就地</translation>
    </message>
    <message>
        <source>Tanh shrink</source>
        <translation>Tanh 收缩</translation>
    </message>
    <message>
        <source>Each element minus its hyperbolic tangent.</source>
        <translation>各元素减去其双曲正切。</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>A tensor with the values that are written.</source>
        <translation>由所写的数值构成的张量。</translation>
    </message>
    <message>
        <source>g contracted with b</source>
        <translation>g 与 b 的缩并</translation>
    </message>
    <message>
        <source>a contracted with g</source>
        <translation>a 与 g 的缩并</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where a &gt; threshold, else 0</source>
        <translation>∂out/∂a = 1，当 a &gt; threshold；否则为 0</translation>
    </message>
    <message>
        <source>∂out/∂aᵢⱼ = 1 on the diagonal, else 0</source>
        <translation>∂out/∂aᵢⱼ = 1，在对角线上；否则为 0</translation>
    </message>
    <message>
        <source>the gradient, with the same dimensions exchanged</source>
        <translation>梯度，交换同样的两个维度</translation>
    </message>
    <message>
        <source>the gradient in the triangle, else 0</source>
        <translation>三角部分为梯度，其余为 0</translation>
    </message>
    <message>
        <source>∂(distance to positive - distance to negative)/∂a / n</source>
        <translation>∂(到 positive 的距离 - 到 negative 的距离)/∂a / n</translation>
    </message>
    <message>
        <source>∂(distance to positive)/∂positive / n</source>
        <translation>∂(到 positive 的距离)/∂positive / n</translation>
    </message>
    <message>
        <source>-∂(distance to negative)/∂negative / n</source>
        <translation>-∂(到 negative 的距离)/∂negative / n</translation>
    </message>
    <message>
        <source>the gradients of the slices, put together</source>
        <translation>各切片的梯度拼接起来</translation>
    </message>
    <message>
        <source>the gradients of all windows an element is in, added</source>
        <translation>元素所在各窗口的梯度相加</translation>
    </message>
    <message>
        <source>∂out/∂a = 1 where condition</source>
        <translation>∂out/∂a = 1，当 condition 为真</translation>
    </message>
    <message>
        <source>∂out/∂b = 1 where not condition</source>
        <translation>∂out/∂b = 1，当 condition 为假</translation>
    </message>
    <message>
        <source>zero 0</source>
        <translation>零 全零 0</translation>
    </message>
    <message>
        <source>Zeta function</source>
        <translation>泽塔函数</translation>
    </message>
    <message>
        <source>The Hurwitz zeta function, the sum of (k + b) to the power of -a.</source>
        <translation>赫尔维茨泽塔函数，即 (k + b) 的 -a 次幂之和。</translation>
    </message>
    <message>
        <source>Riemann Hurwitz series</source>
        <translation>黎曼 赫尔维茨 级数</translation>
    </message>
    <message>
        <source>Zeta function of number</source>
        <translation>数的泽塔函数</translation>
    </message>
    <message>
        <source>Zeta function at number</source>
        <translation>在数处的泽塔函数</translation>
    </message>
    <message>
        <source>the gradient, taken back through the kernel to what each window had read</source>
        <translation>梯度经卷积核传回每个窗口读过的位置</translation>
    </message>
    <message>
        <source>the windows of the input, each weighted with its gradient and added up</source>
        <translation>输入的各个窗口分别乘以相应的梯度再相加</translation>
    </message>
    <message>
        <source>the gradient, summed over all but the channels</source>
        <translation>梯度在通道以外的维度上求和</translation>
    </message>
    <message>
        <source>the gradient times weight / std, less its mean and its part along the normalized input</source>
        <translation>梯度乘以 weight / std，再减去其均值和沿归一化输入方向的分量</translation>
    </message>
    <message>
        <source>the gradient times the normalized input, summed</source>
        <translation>梯度乘以归一化后的输入，再求和</translation>
    </message>
    <message>
        <source>the gradient, summed</source>
        <translation>梯度求和</translation>
    </message>
    <message>
        <source>each gradient, added to the row that it was looked up in</source>
        <translation>每个梯度加到当初查到的那一行</translation>
    </message>
    <message>
        <source>minus the gradient at the target of each row, 0 elsewhere; for a mean it is shared by the rows</source>
        <translation>每行在目标类别处为负的梯度，其余为 0；取均值时由各行均分</translation>
    </message>
    <message>
        <source>numbers, nested lists</source>
        <translation>数或嵌套列表</translation>
    </message>
    <message>
        <source>To type</source>
        <translation>转换类型</translation>
    </message>
    <message>
        <source>The values with another element type.</source>
        <translation>值相同，元素类型不同。</translation>
    </message>
    <message>
        <source>cast convert dtype float double int</source>
        <translation>类型转换 数据类型 浮点 整数 dtype</translation>
    </message>
    <message>
        <source>the element type</source>
        <translation>元素类型</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Two dimensions exchanged, sharing memory.</source>
        <translation>交换两个维度，共享内存。</translation>
    </message>
    <message>
        <source>swap axes</source>
        <translation>交换 轴</translation>
    </message>
    <message>
        <source>a dimension</source>
        <translation>一个维度</translation>
    </message>
    <message>
        <source>minus subtract -</source>
        <translation>减法 相减 -</translation>
    </message>
    <message>
        <source>minus subtract - in-place inplace</source>
        <translation>减法 相减 - 原地 就地</translation>
    </message>
    <message>
        <source>the dimension to exchange it with</source>
        <translation>与之交换的维度</translation>
    </message>
    <message>
        <source>literal constant value leaf parameter variable</source>
        <translation>字面值 常量 数值 叶子 参数 变量</translation>
    </message>
    <message>
        <source>Split evenly or at places</source>
        <translation>等分或按位置分割</translation>
    </message>
    <message>
        <source>The tensor taken apart into a number of parts, or at the given places.</source>
        <translation>把张量分成若干份，或在给定的位置分割。</translation>
    </message>
    <message>
        <source>Tensor contraction</source>
        <translation>张量缩并</translation>
    </message>
    <message>
        <source>Sums of products over several dimensions of both inputs.</source>
        <translation>在两个输入的若干维度上对乘积求和。</translation>
    </message>
    <message>
        <source>contract dot einsum</source>
        <translation>缩并 收缩 点积 einsum</translation>
    </message>
    <message>
        <source>how many dimensions to sum over, or two lists of them</source>
        <translation>对多少个维度求和，或给出两个维度列表</translation>
    </message>
    <message>
        <source>Inverse of tensor contraction</source>
        <translation>张量缩并的逆</translation>
    </message>
    <message>
        <source>The inverse of what tensordot with a tensor does.</source>
        <translation>与某张量做 tensordot 这一运算的逆。</translation>
    </message>
    <message>
        <source>inverse tensordot</source>
        <translation>逆 求逆 tensordot</translation>
    </message>
    <message>
        <source>how many dimensions count as rows</source>
        <translation>多少个维度算作行</translation>
    </message>
    <message>
        <source>Solve tensor contraction</source>
        <translation>解张量缩并方程</translation>
    </message>
    <message>
        <source>The X whose tensordot with A gives B.</source>
        <translation>与 A 做 tensordot 得到 B 的 X。</translation>
    </message>
    <message>
        <source>equation tensordot</source>
        <translation>方程 求解 tensordot</translation>
    </message>
    <message>
        <source>dimensions to move to the end</source>
        <translation>要移到末尾的维度</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Each element, or a fixed value where it is not greater than the threshold.</source>
        <translation>逐元素取值，不大于阈值处取一个固定值。</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>elements up to it are replaced</source>
        <translation>不超过它的元素被替换</translation>
    </message>
    <message>
        <source>what replaces them</source>
        <translation>用来替换的值</translation>
    </message>
    <message>
        <source>Threshold in place</source>
        <translation>阈值（原地）</translation>
    </message>
    <message>
        <source>Each element, or a fixed value where it is not greater than the threshold. The result is written into the first input.</source>
        <translation>逐元素取值，不大于阈值处取一个固定值。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>cut in-place inplace</source>
        <translation>截断 原地 就地</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>平铺</translation>
    </message>
    <message>
        <source>The whole tensor several times along each dimension, the last ones first.</source>
        <translation>把整个张量沿各维度重复若干次，从最后的维度起对应。</translation>
    </message>
    <message>
        <source>repeat copy</source>
        <translation>重复 平铺 复制</translation>
    </message>
    <message>
        <source>Largest k</source>
        <translation>最大的 k 个</translation>
    </message>
    <message>
        <source>The k largest (or smallest) elements along a dimension, and where they are.</source>
        <translation>沿某一维度的 k 个最大（或最小）元素及其位置。</translation>
    </message>
    <message>
        <source>top best beam maximum</source>
        <translation>前 k 个 最大 最优 束搜索 topk</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>the dimension to search along</source>
        <translation>查找的维度</translation>
    </message>
    <message>
        <source>the largest, else the smallest</source>
        <translation>取最大的，否则取最小的</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>按顺序排列</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>迹</translation>
    </message>
    <message>
        <source>The sum of the diagonal of a matrix.</source>
        <translation>矩阵对角线元素之和。</translation>
    </message>
    <message>
        <source>diagonal sum</source>
        <translation>对角线 求和</translation>
    </message>
    <message>
        <source>Transpose in place</source>
        <translation>转置（原地）</translation>
    </message>
    <message>
        <source>Two dimensions exchanged, sharing memory. The tensor itself changes.</source>
        <translation>交换两个维度，共享内存。张量本身随之改变。</translation>
    </message>
    <message>
        <source>swap axes in-place inplace</source>
        <translation>交换 轴 原地 就地</translation>
    </message>
    <message>
        <source>Transpose as copy</source>
        <translation>转置（副本）</translation>
    </message>
    <message>
        <source>Two dimensions exchanged, as a copy.</source>
        <translation>交换两个维度，以副本给出。</translation>
    </message>
    <message>
        <source>Integral</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>The integral of samples along a dimension by the trapezoidal rule.</source>
        <translation>用梯形法则求样本沿某一维度的积分。</translation>
    </message>
    <message>
        <source>area quadrature trapz</source>
        <translation>面积 求积 数值积分 trapz</translation>
    </message>
    <message>
        <source>Solve triangular (old)</source>
        <translation>解三角方程组（旧版）</translation>
    </message>
    <message>
        <source>The older form of linalg.solve_triangular.</source>
        <translation>linalg.solve_triangular 的旧版。</translation>
    </message>
    <message>
        <source>equation triangle</source>
        <translation>方程 三角矩阵</translation>
    </message>
    <message>
        <source>solve with the transposed matrix</source>
        <translation>用转置矩阵求解</translation>
    </message>
    <message>
        <source>Lower triangle</source>
        <translation>下三角</translation>
    </message>
    <message>
        <source>The matrix with zeros where it is not in its lower triangle.</source>
        <translation>把矩阵下三角以外的元素置零。</translation>
    </message>
    <message>
        <source>triangular matrix mask</source>
        <translation>三角 矩阵 掩码</translation>
    </message>
    <message>
        <source>the diagonal to start from</source>
        <translation>起始的对角线</translation>
    </message>
    <message>
        <source>Lower triangle in place</source>
        <translation>下三角（原地）</translation>
    </message>
    <message>
        <source>The matrix with zeros where it is not in its lower triangle. The result is written into the first input.</source>
        <translation>把矩阵下三角以外的元素置零。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>triangular matrix mask in-place inplace</source>
        <translation>三角 矩阵 掩码 原地 就地</translation>
    </message>
    <message>
        <source>Indices of the lower triangle</source>
        <translation>下三角的下标</translation>
    </message>
    <message>
        <source>Rows and columns of the elements on and below the diagonal of a matrix.</source>
        <translation>矩阵对角线上及其下方各元素的行号与列号。</translation>
    </message>
    <message>
        <source>triangle matrix positions</source>
        <translation>三角 矩阵 位置</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>the diagonal to start at</source>
        <translation>起始的对角线</translation>
    </message>
    <message>
        <source>Triplet margin loss</source>
        <translation>三元组间隔损失</translation>
    </message>
    <message>
        <source>How far anchors are from being nearer to the positive than to the negative.</source>
        <translation>锚点距正样本应比距负样本更近，衡量与此要求相差多远。</translation>
    </message>
    <message>
        <source>similarity criterion anchor</source>
        <translation>相似度 损失 准则 锚点 三元组</translation>
    </message>
    <message>
        <source>what should be near the anchor</source>
        <translation>应靠近锚点的样本</translation>
    </message>
    <message>
        <source>what should be far from it</source>
        <translation>应远离锚点的样本</translation>
    </message>
    <message>
        <source>the exponent of the distance</source>
        <translation>距离的指数</translation>
    </message>
    <message>
        <source>count the nearer of anchor and positive</source>
        <translation>负样本的距离取到锚点与到正样本中较小者</translation>
    </message>
    <message>
        <source>Triplet margin loss with distance</source>
        <translation>自定距离的三元组间隔损失</translation>
    </message>
    <message>
        <source>The triplet margin loss with a distance of your own.</source>
        <translation>使用自定距离的三元组间隔损失。</translation>
    </message>
    <message>
        <source>a function of two</source>
        <translation>两个参数的函数</translation>
    </message>
    <message>
        <source>Upper triangle</source>
        <translation>上三角</translation>
    </message>
    <message>
        <source>The matrix with zeros where it is not in its upper triangle.</source>
        <translation>把矩阵上三角以外的元素置零。</translation>
    </message>
    <message>
        <source>Upper triangle in place</source>
        <translation>上三角（原地）</translation>
    </message>
    <message>
        <source>The matrix with zeros where it is not in its upper triangle. The result is written into the first input.</source>
        <translation>把矩阵上三角以外的元素置零。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>Indices of the upper triangle</source>
        <translation>上三角的下标</translation>
    </message>
    <message>
        <source>Rows and columns of the elements on and above the diagonal of a matrix.</source>
        <translation>矩阵对角线上及其上方各元素的行号与列号。</translation>
    </message>
    <message>
        <source>Truncate</source>
        <translation>截去小数</translation>
    </message>
    <message>
        <source>Each element without its fractional part.</source>
        <translation>去掉各元素的小数部分。</translation>
    </message>
    <message>
        <source>round integer towards zero</source>
        <translation>取整 整数 向零</translation>
    </message>
    <message>
        <source>Truncate in place</source>
        <translation>截去小数（原地）</translation>
    </message>
    <message>
        <source>Each element without its fractional part. The result is written into the first input.</source>
        <translation>去掉各元素的小数部分。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>round integer towards zero in-place inplace</source>
        <translation>取整 整数 向零 原地 就地</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>All slices along a dimension.</source>
        <translation>沿某一维度的所有切片。</translation>
    </message>
    <message>
        <source>split iterate</source>
        <translation>拆开 分割 遍历</translation>
    </message>
    <message>
        <source>Unbind as copy</source>
        <translation>拆分（副本）</translation>
    </message>
    <message>
        <source>All slices along a dimension, as a copy.</source>
        <translation>沿某一维度的所有切片，以副本给出。</translation>
    </message>
    <message>
        <source>Unflatten</source>
        <translation>拆分维度</translation>
    </message>
    <message>
        <source>One dimension taken apart into several, sharing memory.</source>
        <translation>把一个维度拆成若干个，共享内存。</translation>
    </message>
    <message>
        <source>reshape split</source>
        <translation>变形 拆分</translation>
    </message>
    <message>
        <source>the dimension to take apart</source>
        <translation>要拆的维度</translation>
    </message>
    <message>
        <source>what it becomes; -1 is worked out</source>
        <translation>拆成什么形状；-1 由其余推算</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>All windows along a dimension as a view; the places in a window come last.</source>
        <translation>以视图取得沿一个维度的所有窗口；窗口内的位置排在最后。</translation>
    </message>
    <message>
        <source>sliding window patches</source>
        <translation>滑窗 图块</translation>
    </message>
    <message>
        <source>the dimension along which the windows move</source>
        <translation>窗口移动的维度</translation>
    </message>
    <message>
        <source>the extent of each window</source>
        <translation>每个窗口的大小</translation>
    </message>
    <message>
        <source>how far each window is from the one before</source>
        <translation>相邻窗口之间的距离</translation>
    </message>
    <message>
        <source>Unfold as copy</source>
        <translation>滑动窗口（副本）</translation>
    </message>
    <message>
        <source>All windows along a dimension as a view; the places in a window come last, as a copy.</source>
        <translation>沿某一维度的所有窗口，窗口内的位置排在最后一维，以副本给出。</translation>
    </message>
    <message>
        <source>Uniform random in place</source>
        <translation>均匀随机数（原地）</translation>
    </message>
    <message>
        <source>Every element becomes a random value between two bounds.</source>
        <translation>每个元素都变成两个界限之间的随机值。</translation>
    </message>
    <message>
        <source>the bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>去重</translation>
    </message>
    <message>
        <source>The different elements, in order.</source>
        <translation>互不相同的元素，按顺序排列。</translation>
    </message>
    <message>
        <source>distinct set duplicates counts</source>
        <translation>唯一 不同 重复 去重 计数</translation>
    </message>
    <message>
        <source>in order; the engine always sorts</source>
        <translation>按顺序排列；引擎总会排序</translation>
    </message>
    <message>
        <source>also where each element went</source>
        <translation>同时给出各元素的去向</translation>
    </message>
    <message>
        <source>also how often each occurs</source>
        <translation>同时给出各元素出现的次数</translation>
    </message>
    <message>
        <source>compare slices along it; else all elements</source>
        <translation>沿该维度比较切片；否则比较所有元素</translation>
    </message>
    <message>
        <source>Unique neighbours</source>
        <translation>相邻去重</translation>
    </message>
    <message>
        <source>The elements without repetitions of the one before.</source>
        <translation>去掉与前一个相同的重复后剩下的元素。</translation>
    </message>
    <message>
        <source>distinct run length duplicates counts</source>
        <translation>唯一 游程 连续重复 计数</translation>
    </message>
    <message>
        <source>Unravel index</source>
        <translation>展开下标</translation>
    </message>
    <message>
        <source>Places in the flattened tensor as places in each dimension.</source>
        <translation>把展平张量中的位置换算为各维度上的位置。</translation>
    </message>
    <message>
        <source>coordinates divmod</source>
        <translation>坐标 divmod 下标 换算</translation>
    </message>
    <message>
        <source>the extents of the tensor</source>
        <translation>张量各维的大小</translation>
    </message>
    <message>
        <source>Chunk into copies</source>
        <translation>分块为副本</translation>
    </message>
    <message>
        <source>The tensor taken apart into a number of parts. The parts are no views of the tensor, so they may be written.</source>
        <translation>把张量分成若干份。各份不是张量的视图，因此可以写入。</translation>
    </message>
    <message>
        <source>Split into copies</source>
        <translation>分割为副本</translation>
    </message>
    <message>
        <source>The tensor taken apart by the size of the parts. The parts are no views of the tensor, so they may be written.</source>
        <translation>按各部分的大小分割张量。各部分不是张量的视图，因此可以写入。</translation>
    </message>
    <message>
        <source>Split into copies with sizes</source>
        <translation>按大小分割为副本</translation>
    </message>
    <message>
        <source>The tensor taken apart into parts of the given sizes. The parts are no views of the tensor, so they may be written.</source>
        <translation>把张量分割成给定大小的各部分。各部分不是张量的视图，因此可以写入。</translation>
    </message>
    <message>
        <source>Unsqueeze</source>
        <translation>增加维度</translation>
    </message>
    <message>
        <source>A new dimension of extent 1, sharing memory.</source>
        <translation>插入一个大小为 1 的新维度，共享内存。</translation>
    </message>
    <message>
        <source>expand_dims newaxis</source>
        <translation>升维 扩维 新轴 expand_dims</translation>
    </message>
    <message>
        <source>Unsqueeze in place</source>
        <translation>增加维度（原地）</translation>
    </message>
    <message>
        <source>A new dimension of extent 1, sharing memory. The tensor itself changes.</source>
        <translation>插入一个大小为 1 的新维度，共享内存。张量本身随之改变。</translation>
    </message>
    <message>
        <source>expand_dims newaxis in-place inplace</source>
        <translation>升维 扩维 新轴 expand_dims 原地 就地</translation>
    </message>
    <message>
        <source>Unsqueeze as copy</source>
        <translation>增加维度（副本）</translation>
    </message>
    <message>
        <source>A new dimension of extent 1, as a copy.</source>
        <translation>增加一个大小为 1 的维度，以副本给出。</translation>
    </message>
    <message>
        <source>Upsample bilinear</source>
        <translation>双线性上采样</translation>
    </message>
    <message>
        <source>The picture in another size, with values between its elements and corners kept.</source>
        <translation>改变图像的大小，元素之间插值，四角保持不变。</translation>
    </message>
    <message>
        <source>resize upsample scale zoom</source>
        <translation>缩放 上采样 放大 插值</translation>
    </message>
    <message>
        <source>Upsample nearest</source>
        <translation>最近邻上采样</translation>
    </message>
    <message>
        <source>The picture in another size; each result is the nearest element.</source>
        <translation>改变图像的大小；每个结果取最近的元素。</translation>
    </message>
    <message>
        <source>Variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>The mean squared distance from the mean, of all elements or over dimensions.</source>
        <translation>与平均值之差的平方的平均值，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>statistics spread reduce</source>
        <translation>统计 离散程度 归约</translation>
    </message>
    <message>
        <source>Variance and mean</source>
        <translation>方差与平均值</translation>
    </message>
    <message>
        <source>Variance and mean at once, of all elements or over dimensions.</source>
        <translation>同时求方差与平均值，可对全部元素或某些维度求。</translation>
    </message>
    <message>
        <source>Dot product with conjugate</source>
        <translation>共轭点积</translation>
    </message>
    <message>
        <source>The dot product of two vectors; of real numbers the same as dot.</source>
        <translation>两个向量的共轭点积；对实数而言与 dot 相同。</translation>
    </message>
    <message>
        <source>Dot products</source>
        <translation>逐向量点积</translation>
    </message>
    <message>
        <source>The dot products of vectors along a dimension.</source>
        <translation>沿某一维度的各向量的点积。</translation>
    </message>
    <message>
        <source>dot vector batch</source>
        <translation>点积 向量 批量</translation>
    </message>
    <message>
        <source>Vector norm</source>
        <translation>向量范数</translation>
    </message>
    <message>
        <source>The length of vectors, in one of several measures.</source>
        <translation>向量的长度，有多种度量可选。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>The same elements in another shape, sharing memory.</source>
        <translation>元素相同，形状不同，共享内存。</translation>
    </message>
    <message>
        <source>reshape shape</source>
        <translation>变形 形状</translation>
    </message>
    <message>
        <source>View as</source>
        <translation>按形状取视图</translation>
    </message>
    <message>
        <source>The same elements in the shape of another tensor, sharing memory.</source>
        <translation>元素相同，形状取自另一个张量，共享内存。</translation>
    </message>
    <message>
        <source>reshape</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>View as copy</source>
        <translation>视图（副本）</translation>
    </message>
    <message>
        <source>The same elements in another shape, as a copy.</source>
        <translation>元素相同，形状不同，以副本给出。</translation>
    </message>
    <message>
        <source>Split vertically</source>
        <translation>纵向分割</translation>
    </message>
    <message>
        <source>The tensor taken apart along its rows.</source>
        <translation>沿行的方向分割张量。</translation>
    </message>
    <message>
        <source>Stack vertically</source>
        <translation>纵向堆叠</translation>
    </message>
    <message>
        <source>Tensors joined along their rows; each vector is a row.</source>
        <translation>沿行的方向拼接张量；每个向量作为一行。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>条件选择</translation>
    </message>
    <message>
        <source>Elements of the second input where the first is true, else of the third.</source>
        <translation>第一个输入为真处取第二个输入的元素，否则取第三个的。</translation>
    </message>
    <message>
        <source>choose select if mask</source>
        <translation>选择 条件 如果 掩码</translation>
    </message>
    <message>
        <source>Where true</source>
        <translation>非零下标</translation>
    </message>
    <message>
        <source>The indices of the elements that are not zero, for each dimension.</source>
        <translation>非零元素在每个维度上的下标。</translation>
    </message>
    <message>
        <source>nonzero index mask</source>
        <translation>非零 下标 掩码</translation>
    </message>
    <message>
        <source>Times logarithm of one more</source>
        <translation>乘以加一的对数</translation>
    </message>
    <message>
        <source>The first factor times log(1 + the second); 0 where the first is 0.</source>
        <translation>第一个因子乘以 log(1 + 第二个输入)；第一个为 0 处取 0。</translation>
    </message>
    <message>
        <source>logarithm entropy</source>
        <translation>对数 熵</translation>
    </message>
    <message>
        <source>Times logarithm of one more with number</source>
        <translation>与数：乘以加一的对数</translation>
    </message>
    <message>
        <source>Times logarithm of one more of number</source>
        <translation>数乘以加一的对数</translation>
    </message>
    <message>
        <source>Times logarithm</source>
        <translation>乘以对数</translation>
    </message>
    <message>
        <source>The first factor times the logarithm of the second; 0 where the first is 0.</source>
        <translation>第一个因子乘以第二个输入的对数；第一个为 0 处取 0。</translation>
    </message>
    <message>
        <source>Times logarithm in place</source>
        <translation>乘以对数（原地）</translation>
    </message>
    <message>
        <source>The first factor times the logarithm of the second; 0 where the first is 0. The result is written into the first input.</source>
        <translation>第一个因子乘以第二个输入的对数；第一个为 0 处取 0。结果写入第一个输入。</translation>
    </message>
    <message>
        <source>logarithm entropy in-place inplace</source>
        <translation>对数 熵 原地 就地</translation>
    </message>
    <message>
        <source>Times logarithm with number</source>
        <translation>与数：乘以对数</translation>
    </message>
    <message>
        <source>Times logarithm of number</source>
        <translation>数乘以对数</translation>
    </message>
    <message>
        <source>Times logarithm of number in place</source>
        <translation>数乘以对数（原地）</translation>
    </message>
    <message>
        <source>Zero in place</source>
        <translation>清零（原地）</translation>
    </message>
    <message>
        <source>Every element becomes 0.</source>
        <translation>所有元素变为 0。</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>全 0 张量</translation>
    </message>
    <message>
        <source>A tensor filled with 0.</source>
        <translation>元素全为 0 的张量。</translation>
    </message>
    <message>
        <source>Zeros like</source>
        <translation>同形全 0 张量</translation>
    </message>
    <message>
        <source>A tensor of the shape and type of the input, filled with 0.</source>
        <translation>与输入形状、类型相同，元素全为 0 的张量。</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Custom function…</source>
        <translation>新建自定义函数…</translation>
    </message>
    <message>
        <source>A torch.autograd.Function whose forward and backward you write yourself, from a template.</source>
        <translation>由您自己编写 forward 和 backward 的 torch.autograd.Function，从模板开始。</translation>
    </message>
    <message>
        <source>own backward Function autograd class extend define</source>
        <translation>自定义 函数 反向传播 backward Function autograd 类 扩展 定义</translation>
    </message>
</context>
<context>
    <name>OptimizerForm</name>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Leaves that it writes</source>
        <translation>它更新的叶子节点</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>叶子节点</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Train with it: Repeat</source>
        <translation>用它训练：重复</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Each turn: zero grad, forward, backward from the loss, step.</source>
        <translation>每一轮：梯度清零、前向传播、从损失反向传播、更新。</translation>
    </message>
    <message>
        <source>A name is needed here, such as optimizer.</source>
        <translation>这里需要一个名称，例如 optimizer。</translation>
    </message>
</context>
<context>
    <name>OptimizerStepForm</name>
    <message>
        <source>Optimizer step</source>
        <translation>优化器更新</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>It writes every leaf that has a .grad, under no_grad.</source>
        <translation>它在 no_grad 下更新每个有 .grad 的叶子节点。</translation>
    </message>
    <message>
        <source>There is no optimizer yet.</source>
        <translation>还没有优化器。</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>What was printed</source>
        <translation>打印的内容</translation>
    </message>
    <message>
        <source>Nothing has been printed yet. Add Print to see values here.</source>
        <translation>还没有打印任何内容。添加“打印”动作即可在这里查看值。</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Operations</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Search operations</source>
        <translation>搜索运算</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>arrives: {gradient}</source>
        <translation>到达：{gradient}</translation>
    </message>
    <message>
        <source>they have arrived</source>
        <translation>乘积已到达</translation>
    </message>
    <message>
        <source>it is in .grad</source>
        <translation>已存入 .grad</translation>
    </message>
    <message>
        <source>the gradient arrives</source>
        <translation>梯度到达</translation>
    </message>
    <message>
        <source>local derivative</source>
        <translation>局部导数</translation>
    </message>
    <message>
        <source>the products leave</source>
        <translation>乘积发出</translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message>
        <source>The run is still under way.</source>
        <translation>运行尚未结束。</translation>
    </message>
    <message>
        <source>{count} frames, {seconds} s, at most {width} pixels wide</source>
        <translation>{count} 帧，{seconds} 秒，宽度不超过 {width} 像素</translation>
    </message>
    <message>
        <source>Sharp at any size; texts can be selected.</source>
        <translation>任意放大都清晰，文字可以选取。</translation>
    </message>
    <message>
        <source>{size} pixels: fewer than asked for, as it would be too large</source>
        <translation>{size} 像素：按所选倍率会过大，已缩小</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>全部步骤</translation>
    </message>
    <message>
        <source>The part that a loop plays</source>
        <translation>循环播放的部分</translation>
    </message>
    <message>
        <source>{action}: {first} – {last}</source>
        <translation>{action}：{first} – {last}</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Copied a picture of {size} pixels</source>
        <translation>已复制 {size} 像素的图片</translation>
    </message>
    <message>
        <source>Exported {name} ({size})</source>
        <translation>已导出 {name}（{size}）</translation>
    </message>
    <message>
        <source>, made smaller, as it would be too large</source>
        <translation>，原尺寸过大，已缩小</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>What the step did, below</source>
        <translation>下方写明这一步做了什么</translation>
    </message>
    <message>
        <source>What the lines mean, below</source>
        <translation>下方附图例</translation>
    </message>
    <message>
        <source>Play round and round</source>
        <translation>循环播放</translation>
    </message>
    <message>
        <source>One frame for each step</source>
        <translation>每步只用一帧</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>Width at most</source>
        <translation>最大宽度</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG（像素图）</translation>
    </message>
    <message>
        <source>SVG, a drawing</source>
        <translation>SVG（矢量图）</translation>
    </message>
    <message>
        <source>PDF, a page</source>
        <translation>PDF（页面）</translation>
    </message>
    <message>
        <source>GIF, moving</source>
        <translation>GIF（动画）</translation>
    </message>
    <message>
        <source>APNG, moving, every pixel exact</source>
        <translation>APNG（无损动画）</translation>
    </message>
    <message>
        <source>The whole graph</source>
        <translation>整个计算图</translation>
    </message>
    <message>
        <source>The view as it is</source>
        <translation>当前视图</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>选中的部分</translation>
    </message>
    <message>
        <source>As in the window</source>
        <translation>与窗口相同</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>透明</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PictureJob</name>
    <message>
        <source>There is nothing to draw: the graph is empty.</source>
        <translation>没有可画的内容：计算图是空的。</translation>
    </message>
    <message>
        <source>{count} frames are too many, {most} can be had: choose a part, a higher speed or fewer frames a second.</source>
        <translation>{count} 帧太多，最多 {most} 帧：请选择其中一部分，或提高速度，或减少每秒帧数。</translation>
    </message>
    <message>
        <source>There is not memory enough: make the picture smaller.</source>
        <translation>内存不足：请缩小图片。</translation>
    </message>
    <message>
        <source>This place or file may not be written.</source>
        <translation>此处或此文件不可写入。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>This folder is not there.</source>
        <translation>该文件夹不存在。</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Watches over the steps</source>
        <translation>监视值随各步的变化</translation>
    </message>
</context>
<context>
    <name>PortFacts</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
</context>
<context>
    <name>PortList</name>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Name of the port</source>
        <translation>端口名称</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Rename {node}</source>
        <translation>重命名 {node}</translation>
    </message>
    <message>
        <source>Move port {name}</source>
        <translation>移动端口 {name}</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>更改 {node} 的 {field}</translation>
    </message>
</context>
<context>
    <name>PortPage</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>An input of the subgraph: what is wired to it outside comes out here.</source>
        <translation>子图的输入：外部连到它的张量从这里引出。</translation>
    </message>
    <message>
        <source>An output of the subgraph: what is wired to it here comes out there.</source>
        <translation>子图的输出：在这里连到它的张量从外部引出。</translation>
    </message>
    <message>
        <source>Move port {name}</source>
        <translation>移动端口 {name}</translation>
    </message>
</context>
<context>
    <name>PrintForm</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Tensors go by the names of their cards. Commas print several values.</source>
        <translation>用卡片的名称引用张量；用逗号分隔可打印多个值。</translation>
    </message>
</context>
<context>
    <name>Probe</name>
    <message>
        <source>first NaN or Inf</source>
        <translation>第一个 NaN 或 Inf</translation>
    </message>
    <message>
        <source>{node}.grad changes</source>
        <translation>{node}.grad 改变</translation>
    </message>
    <message>
        <source>{what} if {condition}</source>
        <translation>{what}，条件 {condition}</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
</context>
<context>
    <name>ProbeCommands</name>
    <message>
        <source>Watch</source>
        <translation>监视</translation>
    </message>
    <message>
        <source>A number at every step: loss, w.grad.norm(), x[0, 1], w.grad.abs().max().</source>
        <translation>每一步的一个数：loss、w.grad.norm()、x[0, 1]、w.grad.abs().max()。</translation>
    </message>
    <message>
        <source>Stop when this comes to hold</source>
        <translation>当此条件开始成立时停下</translation>
    </message>
    <message>
        <source>Stop at {what}, if this holds</source>
        <translation>若此条件成立，则在 {what} 处停下</translation>
    </message>
    <message>
        <source>Judged on the values after the step: x.grad.abs().max() &gt; 10, loss &lt; 0.1, epoch == 7.</source>
        <translation>按这一步之后的值判断：x.grad.abs().max() &gt; 10、loss &lt; 0.1、epoch == 7。</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>保存数值</translation>
    </message>
    <message>
        <source>The values were not saved</source>
        <translation>数值未能保存</translation>
    </message>
    <message>
        <source>Stopped: {what}</source>
        <translation>已停下：{what}</translation>
    </message>
    <message>
        <source>No breakpoint stops from here on.</source>
        <translation>从这里起没有断点会停下。</translation>
    </message>
    <message>
        <source>Looking for the next stop…</source>
        <translation>正在寻找下一个停点…</translation>
    </message>
</context>
<context>
    <name>ProbeForm</name>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>One number is needed:</source>
        <translation>需要一个数：</translation>
    </message>
</context>
<context>
    <name>ProbeList</name>
    <message>
        <source>Breakpoints and watches</source>
        <translation>断点与监视</translation>
    </message>
    <message>
        <source>Watch {text}</source>
        <translation>监视 {text}</translation>
    </message>
    <message>
        <source>Stop: {what}</source>
        <translation>断点：{what}</translation>
    </message>
    <message>
        <source>It is not in the graph any more.</source>
        <translation>它已不在图中。</translation>
    </message>
    <message>
        <source>stopped here</source>
        <translation>停在此处</translation>
    </message>
    <message>
        <source>not one number: {shape}</source>
        <translation>不是单个数：{shape}</translation>
    </message>
</context>
<context>
    <name>ProbesPanel</name>
    <message>
        <source>Breakpoints and watches</source>
        <translation>断点与监视</translation>
    </message>
    <message>
        <source>A breakpoint stops playing at a card, on a wire, at the first NaN or Inf, where a .grad changes or where a condition comes to hold. A watch draws a number over the steps.</source>
        <translation>断点让播放在某张卡片、某条连线、第一个 NaN 或 Inf、.grad 改变之处，或某个条件开始成立之处停下。监视把一个数随各步的变化画成曲线。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Copy the values</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Save the values…</source>
        <translation>保存数值…</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>action {number}: {title}</source>
        <translation>动作 {number}：{title}</translation>
    </message>
    <message>
        <source>turn {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
</context>
<context>
    <name>ProblemBox</name>
    <message>
        <source>Go to {name}</source>
        <translation>转到 {name}</translation>
    </message>
    <message>
        <source>Go to {name}, step {step}</source>
        <translation>转到 {name}，第 {step} 步</translation>
    </message>
    <message>
        <source>Shows who has brought this about</source>
        <translation>显示是谁引起的</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>There is nothing to mend that has a remedy.</source>
        <translation>没有可以一键修复的问题。</translation>
    </message>
    <message>
        <source>At this step</source>
        <translation>当前这一步</translation>
    </message>
    <message>
        <source>Wrong without an error</source>
        <translation>没有报错却是错的</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>尚未完成</translation>
    </message>
    <message>
        <source>Nothing has run yet.</source>
        <translation>还没有执行任何步骤。</translation>
    </message>
    <message>
        <source>No problems: everything ran.</source>
        <translation>没有问题：全部执行完毕。</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 个</translation>
    </message>
</context>
<context>
    <name>ProductModel</name>
    <message>
        <source>Sum so far</source>
        <translation>累加至此</translation>
    </message>
</context>
<context>
    <name>ProductPane</name>
    <message>
        <source>v·J row by row</source>
        <translation>逐行计算 v·J</translation>
    </message>
    <message>
        <source>Add row by row</source>
        <translation>逐行累加</translation>
    </message>
    <message>
        <source>The row times its element of v, the sum so far, and v·J</source>
        <translation>该行乘以 v 的对应元素、累加至此的和，以及 v·J</translation>
    </message>
    <message>
        <source>Rows added up</source>
        <translation>各行累加</translation>
    </message>
    <message>
        <source>One backward from {output} with v</source>
        <translation>以 v 从 {output} 反向传播一次</translation>
    </message>
    <message>
        <source>One backward from {scalar}</source>
        <translation>从 {scalar} 反向传播一次</translation>
    </message>
    <message>
        <source>J is not computed whole, so its rows cannot be added up.</source>
        <translation>J 没有整体算出，因此无法累加各行。</translation>
    </message>
    <message>
        <source>{scalar} reaches {source} also by ways that do not go through {output}.</source>
        <translation>{scalar} 还经由不通过 {output} 的路径依赖于 {source}。</translation>
    </message>
    <message>
        <source>That is the chain rule: ∂{scalar}/∂{source} = v·J.</source>
        <translation>这就是链式法则：∂{scalar}/∂{source} = v·J。</translation>
    </message>
    <message>
        <source>Sum of {count} rows: {sum}</source>
        <translation>前 {count} 行之和：{sum}</translation>
    </message>
    <message>
        <source>Sum so far</source>
        <translation>累加至此</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>{node}.grad, Backward {call} from {root}</source>
        <translation>{node}.grad，第 {call} 次反向传播（从 {root} 起）</translation>
    </message>
    <message>
        <source>float32 rounding</source>
        <translation>float32 舍入</translation>
    </message>
    <message>
        <source>kink</source>
        <translation>折点</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>detached or under no_grad</source>
        <translation>经 detach 或在 no_grad 下</translation>
    </message>
    <message>
        <source>written after forward</source>
        <translation>前向之后被改写</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>not what forward says</source>
        <translation>与 forward 不符</translation>
    </message>
    <message>
        <source>unexplained</source>
        <translation>原因不明</translation>
    </message>
    <message>
        <source>Rounding: in float32 autograd gives {ours}, in float64 {precise}, and finite differences {numeric}.</source>
        <translation>舍入误差：autograd 在 float32 下得到 {ours}，在 float64 下得到 {precise}，有限差分为 {numeric}。</translation>
    </message>
    <message>
        <source>A kink: the slope is {left} on one side and {right} on the other, so that there is no derivative here. Autograd takes {ours}, which lies between them.</source>
        <translation>折点：一侧的斜率是 {left}，另一侧是 {right}，此处不可导。autograd 取介于两者之间的 {ours}。</translation>
    </message>
    <message>
        <source>A jump: the function leaps here (finite differences give {numeric}), so that it has no derivative. Autograd gives {ours}.</source>
        <translation>跳变：函数在此处间断（有限差分为 {numeric}），没有导数。autograd 给出 {ours}。</translation>
    </message>
    <message>
        <source>Part of the way goes through detach or no_grad. Finite differences see it and give {numeric}; no gradient flows there, so autograd gives {ours}. With that part held still, both agree.</source>
        <translation>有一段路径经过 detach 或 no_grad。有限差分能感知这一段，得到 {numeric}；梯度不流经那里，所以 autograd 得到 {ours}。固定这一段后，两者一致。</translation>
    </message>
    <message>
        <source>Something was written after forward that autograd does not see (.data, or under no_grad): backward used the new contents. It gives {ours}; what forward computed has the derivative {numeric}. This gradient is wrong, silently.</source>
        <translation>前向之后发生了 autograd 看不见的改写（.data，或在 no_grad 下），反向传播用了新的内容，得到 {ours}；而前向所算函数的导数是 {numeric}。这个梯度是错的，却没有任何报错。</translation>
    </message>
    <message>
        <source>The root is NaN here: differences of NaN say nothing.</source>
        <translation>根张量在此处为 NaN，差分没有意义。</translation>
    </message>
    <message>
        <source>The way goes through {functions}, whose backward somebody wrote: it makes the gradient {ours}, while forward has the derivative {numeric}. If the two are not meant to differ, backward is wrong.</source>
        <translation>这条路径经过 {functions}，它的 backward 是自己写的：它给出的梯度是 {ours}，而 forward 的导数是 {numeric}。如果两者并非有意不同，那么 backward 写错了。</translation>
    </message>
    <message>
        <source>Autograd gives {ours}, finite differences {numeric}: no reason was found.</source>
        <translation>autograd 给出 {ours}，有限差分为 {numeric}，没有找到原因。</translation>
    </message>
    <message>
        <source>could not be checked</source>
        <translation>无法检验</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检验</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>{count} of {all} differ: {reasons}</source>
        <translation>{all} 个中有 {count} 个不同：{reasons}</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>未比较</translation>
    </message>
    <message>
        <source>only one of both has a .grad</source>
        <translation>只有一方有 .grad</translation>
    </message>
    <message>
        <source>{count} elements differ, by up to {most}</source>
        <translation>{count} 个元素不同，最多相差 {most}</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>PyTorch is not installed: pip install torch</source>
        <translation>没有安装 PyTorch：pip install torch</translation>
    </message>
    <message>
        <source>PyTorch gave no answer</source>
        <translation>PyTorch 没有给出结果</translation>
    </message>
    <message>
        <source>PyTorch has not been asked yet.</source>
        <translation>还没有运行 PyTorch。</translation>
    </message>
    <message>
        <source>PyTorch {version} ended the program with an error: {error}</source>
        <translation>PyTorch {version} 运行程序时报错：{error}</translation>
    </message>
    <message>
        <source>PyTorch {version} has the same values and gradients, element by element, in {count} tensors, and printed the same.</source>
        <translation>PyTorch {version} 中 {count} 个张量的值和梯度逐元素相同，打印的内容也相同。</translation>
    </message>
    <message>
        <source>PyTorch {version} differs</source>
        <translation>与 PyTorch {version} 不同</translation>
    </message>
    <message>
        <source>what was printed</source>
        <translation>打印的内容</translation>
    </message>
    <message>
        <source>No tensor has a .grad: there is nothing to be proved.</source>
        <translation>没有任何张量有 .grad，无可验证。</translation>
    </message>
    <message>
        <source>Gradients that are what finite differences say: {count} of {all}, in {elements} elements.</source>
        <translation>与有限差分一致的梯度：{count} / {all}，共 {elements} 个元素。</translation>
    </message>
    <message>
        <source>Gradients that differ from finite differences, for a known reason: {count} of {all}.</source>
        <translation>与有限差分不同但原因已知的梯度：{count} / {all}。</translation>
    </message>
    <message>
        <source>Gradients that are not what finite differences say: {count} of {all}.</source>
        <translation>与有限差分不符的梯度：{count} / {all}。</translation>
    </message>
    <message>
        <source>Gradients that have been checked: {count} of {all}.</source>
        <translation>已检验的梯度：{count} / {all}。</translation>
    </message>
    <message>
        <source>For each element x of a leaf the program is run again with x + h and x − h, and (f(x + h) − f(x − h)) / 2h is compared with what backward deposited.</source>
        <translation>对叶子节点的每个元素 x，以 x + h 和 x − h 重新运行程序，再把 (f(x + h) − f(x − h)) / 2h 与反向传播累积的梯度相比较。</translation>
    </message>
    <message>
        <source>This is done in float64.</source>
        <translation>计算在 float64 下进行。</translation>
    </message>
    <message>
        <source>The program does not run in float64, so that less can be told apart.</source>
        <translation>程序无法在 float64 下运行，因此分辨力较低。</translation>
    </message>
    <message>
        <source>{count} of {all} elements, spread evenly</source>
        <translation>{all} 个元素中均匀抽取 {count} 个</translation>
    </message>
</context>
<context>
    <name>ProofTable</name>
    <message>
        <source>Gradients and what they were compared with</source>
        <translation>梯度及其比较对象</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Autograd</source>
        <translation>autograd 的结果</translation>
    </message>
    <message>
        <source>Finite differences</source>
        <translation>有限差分</translation>
    </message>
    <message>
        <source>In float64</source>
        <translation>float64 下</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>being checked, element {count}</source>
        <translation>正在检验，第 {count} 个元素</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
</context>
<context>
    <name>ProofWindow</name>
    <message>
        <source>Proof of the gradients</source>
        <translation>梯度的验证</translation>
    </message>
    <message>
        <source>The graph has changed since: this is about what it was.</source>
        <translation>图已改变：以下是改变之前的结果。</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示卡片</translation>
    </message>
    <message>
        <source>Go to the step</source>
        <translation>转到这一步</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Prove again</source>
        <translation>重新验证</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The proof failed: {error}</source>
        <translation>验证失败：{error}</translation>
    </message>
    <message>
        <source>Running the program again, {done} of {all}</source>
        <translation>重新运行程序，{done} / {all}</translation>
    </message>
    <message>
        <source>Running the program…</source>
        <translation>正在运行程序…</translation>
    </message>
    <message>
        <source>PyTorch runs the program…</source>
        <translation>PyTorch 正在运行程序…</translation>
    </message>
    <message>
        <source>The proof has been copied.</source>
        <translation>验证结果已复制。</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>QuestionFields</name>
    <message>
        <source>Output y</source>
        <translation>输出 y</translation>
    </message>
    <message>
        <source>Input x</source>
        <translation>输入 x</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>The graph is still running: keep it when it has run.</source>
        <translation>图还在运行，请等运行结束后再保留。</translation>
    </message>
    <message>
        <source>the run that was kept</source>
        <translation>保留的运行</translation>
    </message>
    <message>
        <source>This run is kept. Edit the graph, then compare with it from the Run menu.</source>
        <translation>已保留这次运行。编辑图之后，可在“运行”菜单中与它比较。</translation>
    </message>
    <message>
        <source>There is no other run yet: edit something first.</source>
        <translation>还没有别的运行，请先做些改动。</translation>
    </message>
    <message>
        <source>the run before the last edit</source>
        <translation>上次编辑之前的运行</translation>
    </message>
    <message>
        <source>GradCanvas graphs</source>
        <translation>GradCanvas 图</translation>
    </message>
    <message>
        <source>Compare with a file</source>
        <translation>与文件比较</translation>
    </message>
    <message>
        <source>The file cannot be compared</source>
        <translation>无法与该文件比较</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>What to add</source>
        <translation>要添加什么</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Operation, number, list or expression</source>
        <translation>运算、数字、列表或表达式</translation>
    </message>
    <message>
        <source>Search operations</source>
        <translation>搜索运算</translation>
    </message>
    <message>
        <source>What feeds {port} of {node}</source>
        <translation>给 {node} 的 {port} 提供输入</translation>
    </message>
    <message>
        <source>What takes {node}</source>
        <translation>接收 {node} 的运算</translation>
    </message>
    <message>
        <source>A new leaf with this value</source>
        <translation>以此为值的新叶子节点</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>backward failed at {node}, on the way here</source>
        <translation>反向传播在到达这里的途中于 {node} 处失败</translation>
    </message>
    <message>
        <source>the way to the root is cut at {node}</source>
        <translation>通往根节点的路径在 {node} 处被切断</translation>
    </message>
    <message>
        <source>requires_grad is False</source>
        <translation>requires_grad 为 False</translation>
    </message>
    <message>
        <source>detached here</source>
        <translation>在此处分离</translation>
    </message>
    <message>
        <source>built under no_grad</source>
        <translation>在 no_grad 下构建</translation>
    </message>
    <message>
        <source>not on a path to the root</source>
        <translation>不在通往根节点的路径上</translation>
    </message>
    <message>
        <source>backward failed on the way</source>
        <translation>反向传播在途中失败</translation>
    </message>
    <message>
        <source>backward was asked for other gradients only</source>
        <translation>本次反向传播只求其他张量的梯度</translation>
    </message>
</context>
<context>
    <name>ReadGradForm</name>
    <message>
        <source>.grad as a card</source>
        <translation>把 .grad 变成卡片</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>The card gets the very tensor that is .grad at this moment. If a backward with create_graph has made it, operations can go on from it, and backward can start there.</source>
        <translation>卡片得到的就是此刻 .grad 的那个张量本身。如果它是由带 create_graph 的反向传播产生的，就可以继续对它做运算，也可以从它开始反向传播。</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>Clear This List</source>
        <translation>清除此列表</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>No unsaved work was left by a crash.</source>
        <translation>没有因意外退出而留下的未保存工作。</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已恢复</translation>
    </message>
</context>
<context>
    <name>RemoveHookForm</name>
    <message>
        <source>Remove a hook</source>
        <translation>移除钩子</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>钩子</translation>
    </message>
    <message>
        <source>From here on it is not called any more.</source>
        <translation>从这里起不再调用它。</translation>
    </message>
    <message>
        <source>There is no hook yet.</source>
        <translation>还没有钩子。</translation>
    </message>
</context>
<context>
    <name>RepeatForm</name>
    <message>
        <source>Repeat</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Name of the turn</source>
        <translation>循环变量名</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>变量名</translation>
    </message>
    <message>
        <source>A number counts from 0; a list such as [0.1, 0.01] gives its values one after another. Actions are dragged into the loop and out of it in the list.</source>
        <translation>填一个数则从 0 开始计数；填列表（例如 [0.1, 0.01]）则依次取其中的值。在列表中把动作拖入或拖出循环。</translation>
    </message>
    <message>
        <source>A name is needed here, such as i.</source>
        <translation>此处需要变量名，例如 i。</translation>
    </message>
    <message>
        <source>{name} means something else in the loop.</source>
        <translation>{name} 在循环里另有所指。</translation>
    </message>
</context>
<context>
    <name>RequiresGradForm</name>
    <message>
        <source>Set requires_grad</source>
        <translation>设置 requires_grad</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>From then on; Forward has to run again for it to be seen.</source>
        <translation>从此时起生效；重新前向传播后才能看到效果。</translation>
    </message>
</context>
<context>
    <name>RetainGradForm</name>
    <message>
        <source>Keep a gradient</source>
        <translation>保留梯度</translation>
    </message>
    <message>
        <source>Backward lets the gradients of results go as soon as they have been passed on; this one is kept in .grad. Leaves keep theirs anyway.</source>
        <translation>反向传播把运算结果的梯度传下去后就丢弃；这一个留在 .grad 中。叶子节点的梯度本来就会保留。</translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>Changing the graph…</source>
        <translation>正在修改计算图…</translation>
    </message>
    <message>
        <source>Running: {count} steps</source>
        <translation>正在运行：{count} 步</translation>
    </message>
</context>
<context>
    <name>SeedForm</name>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Random numbers that are drawn after it are the same each time, as PyTorch&apos;s.</source>
        <translation>其后抽取的随机数每次都相同，并与 PyTorch 的一致。</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The run failed</source>
        <translation>运行失败</translation>
    </message>
</context>
<context>
    <name>SeveralPage</name>
    <message>
        <source>What is changed here is changed in all of them.</source>
        <translation>在这里所做的更改会应用到所有选中的节点。</translation>
    </message>
    <message>
        <source>They have nothing in common that could be changed here. Select leaves only, or operations of one kind.</source>
        <translation>它们没有可以在这里一起更改的共同点。请只选择叶子节点，或同一种运算。</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>叶子节点</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>dtype</source>
        <translation>dtype</translation>
    </message>
    <message>
        <source>as PyTorch infers</source>
        <translation>由 PyTorch 推断</translation>
    </message>
    <message>
        <source>a wire, or a number</source>
        <translation>连线，或一个数</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>{value} (default)</source>
        <translation>{value}（默认）</translation>
    </message>
    <message>
        <source>different</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>Change {field} of {count} nodes</source>
        <translation>更改 {count} 个节点的 {field}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>More than {count} cells cannot be copied at once.</source>
        <translation>一次最多复制 {count} 个单元格。</translation>
    </message>
    <message>
        <source>A table has at most {count} numbers.</source>
        <translation>表格最多有 {count} 个数。</translation>
    </message>
    <message>
        <source>{made} numbers do not fill {count} cells.</source>
        <translation>{made} 个数无法填满 {count} 个单元格。</translation>
    </message>
    <message>
        <source>{rows} × {columns} cells do not fit here.</source>
        <translation>这里放不下 {rows} × {columns} 个单元格。</translation>
    </message>
    <message>
        <source>Only a matrix has columns: write another shape.</source>
        <translation>只有矩阵才有列：请改写形状。</translation>
    </message>
    <message>
        <source>Only a matrix can be transposed: write another shape.</source>
        <translation>只有矩阵才能转置：请改写形状。</translation>
    </message>
    <message>
        <source>More than {count} cells cannot be pasted at once.</source>
        <translation>一次最多粘贴 {count} 个单元格。</translation>
    </message>
    <message>
        <source>Line {line} has {count} cells, the first one {first}.</source>
        <translation>第 {line} 行有 {count} 个单元格，第一行有 {first} 个。</translation>
    </message>
    <message>
        <source>“{cell}” is no number.</source>
        <translation>“{cell}”不是数字。</translation>
    </message>
    <message>
        <source>nan and inf have no place in {dtype}.</source>
        <translation>{dtype} 不能存放 nan 和 inf。</translation>
    </message>
    <message>
        <source>{dtype} holds numbers from {low} to {high}.</source>
        <translation>{dtype} 只能存放 {low} 到 {high} 的数。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {error}</source>
        <translation>无法读取 {file}：{error}</translation>
    </message>
    <message>
        <source>{file} is of an unknown version of the format.</source>
        <translation>{file} 的格式版本未知。</translation>
    </message>
    <message>
        <source>{file} is no .npy file.</source>
        <translation>{file} 不是 .npy 文件。</translation>
    </message>
    <message>
        <source>{file} holds {dtype}, not numbers.</source>
        <translation>{file} 存放的是 {dtype}，不是数字。</translation>
    </message>
    <message>
        <source>{file} is cut short.</source>
        <translation>{file} 不完整。</translation>
    </message>
    <message>
        <source>{file} is larger than {size} MB.</source>
        <translation>{file} 超过 {size} MB。</translation>
    </message>
    <message>
        <source>{file} is no text.</source>
        <translation>{file} 不是文本文件。</translation>
    </message>
    <message>
        <source>There are no numbers in {file}.</source>
        <translation>{file} 中没有数字。</translation>
    </message>
    <message>
        <source>There are no numbers on the clipboard.</source>
        <translation>剪贴板上没有数字。</translation>
    </message>
    <message>
        <source>That is too large.</source>
        <translation>太大了。</translation>
    </message>
    <message>
        <source>{number} has no place in {dtype}.</source>
        <translation>{dtype} 不能存放 {number}。</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Change shortcuts</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>Type a command or a key</source>
        <translation>输入命令或按键</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>另一个按键</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>改用于此</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>The canvas uses this key for: {what}. The command comes first.</source>
        <translation>画布上此键用于：{what}。命令优先。</translation>
    </message>
    <message>
        <source>{key} is the key of “{other}”.</source>
        <translation>{key} 已是“{other}”的快捷键。</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>In the timeline</source>
        <translation>在时间线中</translation>
    </message>
    <message>
        <source>Step back, step</source>
        <translation>后退一步，前进一步</translation>
    </message>
    <message>
        <source>Previous, next action</source>
        <translation>上一个动作，下一个动作</translation>
    </message>
    <message>
        <source>Start, end</source>
        <translation>开头，结尾</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Edit an action</source>
        <translation>编辑动作</translation>
    </message>
    <message>
        <source>Move an action</source>
        <translation>移动动作</translation>
    </message>
    <message>
        <source>Remove an action</source>
        <translation>移除动作</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Cancelled: these are the steps until then.</source>
        <translation>已取消：以下是取消之前的步骤。</translation>
    </message>
    <message>
        <source>Problems: {count}</source>
        <translation>问题：{count}</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>第 {step} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>Nothing has run</source>
        <translation>尚未运行</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>The node is not in the graph any more.</source>
        <translation>该节点已不在图中。</translation>
    </message>
    <message>
        <source>{node} cannot feed itself: the graph has no cycles.</source>
        <translation>{node} 不能作为自己的输入：计算图是有向无环图。</translation>
    </message>
    <message>
        <source>This would make a cycle: {path}.</source>
        <translation>这样会形成环：{path}。</translation>
    </message>
    <message>
        <source>{node} is a leaf: it takes no input.</source>
        <translation>{node} 是叶子节点，没有输入。</translation>
    </message>
    <message>
        <source>{node} is read from the run: it takes no input.</source>
        <translation>{node} 读取运行结果，没有输入。</translation>
    </message>
    <message>
        <source>{node} is an input of the subgraph: it is wired outside.</source>
        <translation>{node} 是子图的输入：应在外部连线。</translation>
    </message>
    <message>
        <source>{node} is an output of the subgraph: it is read outside.</source>
        <translation>{node} 是子图的输出：应在外部使用。</translation>
    </message>
    <message>
        <source>{node} has no port {port}.</source>
        <translation>{node} 没有端口 {port}。</translation>
    </message>
    <message>
        <source>{function} of {node}: gradient {incoming} comes in, {flows}</source>
        <translation>{node} 的 {function}：传入梯度 {incoming}，传出 {flows}</translation>
    </message>
    <message>
        <source>{function} of {node}: gradient {incoming} comes in</source>
        <translation>{node} 的 {function}：传入梯度 {incoming}</translation>
    </message>
    <message>
        <source>{node}.grad: None → {after}</source>
        <translation>{node}.grad：None → {after}</translation>
    </message>
    <message>
        <source>{node}.grad: {before} + {incoming} → {after}</source>
        <translation>{node}.grad 累积：{before} + {incoming} → {after}</translation>
    </message>
    <message>
        <source>{node}.grad: {before} + {incoming} → {after}, as both accumulate in the same .grad: {before} was the gradient, {incoming} is the gradient of that. autograd.grad keeps them apart</source>
        <translation>{node}.grad：{before} + {incoming} → {after}，因为二者累积到同一个 .grad：{before} 是梯度，{incoming} 是这个梯度的梯度。用 autograd.grad 可以把它们分开</translation>
    </message>
    <message>
        <source>zero grad: .grad of {nodes} → {after}</source>
        <translation>梯度清零：{nodes} 的 .grad → {after}</translation>
    </message>
    <message>
        <source>{node}{target} {operator} {text} → {after}</source>
        <translation>{node}{target} {operator} {text} → {after}</translation>
    </message>
    <message>
        <source>{node}.requires_grad_({value})</source>
        <translation>{node}.requires_grad_({value})</translation>
    </message>
    <message>
        <source>print({text}): {output}</source>
        <translation>print({text})：{output}</translation>
    </message>
    <message>
        <source>{node} = {value}</source>
        <translation>{node} = {value}</translation>
    </message>
    <message>
        <source>{node} = {code} = {value}</source>
        <translation>{node} = {code} = {value}</translation>
    </message>
    <message>
        <source>{node}, which it needs, failed. Mend that first.</source>
        <translation>它所需要的 {node} 失败了。请先解决那里的问题。</translation>
    </message>
    <message>
        <source>In {function}, line {line}: {code}</source>
        <translation>在 {function} 的第 {line} 行：{code}</translation>
    </message>
    <message>
        <source>{node}: {error}</source>
        <translation>{node}：{error}</translation>
    </message>
    <message>
        <source>caught at {node}: {error}</source>
        <translation>在 {node} 处捕获：{error}</translation>
    </message>
    <message>
        <source>caught: {error}</source>
        <translation>已捕获：{error}</translation>
    </message>
    <message>
        <source>Only a scalar has an obvious starting gradient, 1. For any other tensor say which combination of its elements to differentiate: a gradient of the same shape.</source>
        <translation>只有标量才有默认的起始梯度 1。对于其他张量，需要指明对其元素的哪种组合求导，即传入一个与它同形的梯度。</translation>
    </message>
    <message>
        <source>Backward frees what forward saved. Run forward again before this backward, or let the earlier backward keep it (retain_graph).</source>
        <translation>反向传播会释放前向传播时保存的张量。请在这次反向传播之前重新前向传播，或让之前那次反向传播保留计算图（retain_graph）。</translation>
    </message>
    <message>
        <source>The view shares its memory with a leaf that requires grad: written in place, the leaf would no longer be a leaf. Write to a copy, or under no_grad.</source>
        <translation>这个视图与需要梯度的叶子节点共用内存：原地写入后，叶子节点就不再是叶子节点。请写入副本，或在 no_grad 下写入。</translation>
    </message>
    <message>
        <source>A leaf that requires grad is where gradients end up; written in place it would no longer be a leaf. Write under no_grad, or to its .data.</source>
        <translation>requires_grad=True 的叶子节点是梯度累积的地方；对它做原地（in-place）修改，它就不再是叶子节点了。请在 no_grad 下修改，或修改它的 .data。</translation>
    </message>
    <message>
        <source>Nothing above this tensor requires grad, or it was detached or made under no_grad: there is no graph to go back through.</source>
        <translation>这个张量的上游都不需要梯度，或者它已被 detach，或是在 no_grad 下创建的：没有可供反向传播的计算图。</translation>
    </message>
    <message>
        <source>Backward needs the value that was saved in forward, but it was written to since. Write before it is used, or write to a copy.</source>
        <translation>反向传播需要前向传播时保存的值，但它之后被修改过。请在使用之前修改，或修改它的副本。</translation>
    </message>
    <message>
        <source>The gradient must have the shape of the tensor.</source>
        <translation>梯度的形状必须与张量相同。</translation>
    </message>
    <message>
        <source>The output was not computed from this input, so there is no derivative by it. Ask for other inputs, or wire it in.</source>
        <translation>输出不是由这个输入算出的，所以对它没有导数。请改求其他输入，或把它连进来。</translation>
    </message>
    <message>
        <source>The operation gave several views of one tensor at once. Written in place, autograd could not tell their histories apart. Write to a copy.</source>
        <translation>这个运算一次给出同一张量的多个视图。若原地写入，autograd 无法分清它们的历史。请写入副本。</translation>
    </message>
    <message>
        <source>The view was made under no_grad and is written where autograd records: it could mean either. Do both inside no_grad, or both outside, or write to a copy.</source>
        <translation>视图是在 no_grad 下建立的，却在 autograd 记录时写入：含义不明。请把两者都放在 no_grad 之内或之外，或写入副本。</translation>
    </message>
    <message>
        <source>Several elements of this tensor are one place in memory (expand only repeats what is seen), so a write would have no clear result. Write to a copy.</source>
        <translation>这个张量的多个元素是内存中的同一处（expand 只是重复显示），写入的结果不确定。请写入副本。</translation>
    </message>
    <message>
        <source>A derivative is asked for by a tensor that autograd does not track.</source>
        <translation>要求导的张量没有被 autograd 追踪。</translation>
    </message>
    <message>
        <source>Say by which tensors to differentiate, or leave it open.</source>
        <translation>请指明对哪些张量求导，或留空。</translation>
    </message>
    <message>
        <source>No gradient ever comes to a tensor that does not require grad: there is nothing to keep and nothing to hook.</source>
        <translation>梯度不会到达不需要梯度的张量：没有可保留的，也没有可挂钩子的。</translation>
    </message>
    <message>
        <source>What a hook returns takes the place of the gradient, so it must be a tensor with the same shape and dtype; None leaves the gradient as it is.</source>
        <translation>钩子返回的值代替梯度，所以必须是形状和 dtype 都相同的张量；返回 None 则梯度不变。</translation>
    </message>
    <message>
        <source>Whether a result requires grad follows from its inputs; only a leaf can choose. detach() gives a tensor without history.</source>
        <translation>运算结果是否需要梯度由输入决定；只有叶子节点可以自己选择。detach() 给出没有历史的张量。</translation>
    </message>
    <message>
        <source>A gradient is made of small changes, and an integer or a truth value cannot change a little. Make it a float, or do without its gradient.</source>
        <translation>梯度来自微小的变化，而整数和真值不能变化一点点。请改为浮点数，或不求它的梯度。</translation>
    </message>
    <message>
        <source>A tensor that requires grad can hold floats only.</source>
        <translation>需要梯度的张量只能存放浮点数。</translation>
    </message>
    <message>
        <source>A .grad has the shape and the dtype of its tensor, one number for each of its elements; or it is None.</source>
        <translation>.grad 的形状和 dtype 与其张量相同，每个元素对应一个数；或者为 None。</translation>
    </message>
    <message>
        <source>An optimizer writes leaves, whose .grad a backward fills: it needs at least one, and no results of operations.</source>
        <translation>优化器更新的是由反向传播填写 .grad 的叶子节点：至少要有一个，且不能是运算结果。</translation>
    </message>
    <message>
        <source>An option of the optimizer has a value that is not allowed.</source>
        <translation>优化器的某个选项取值不允许。</translation>
    </message>
    <message>
        <source>There is no option of that name.</source>
        <translation>没有这个名称的选项。</translation>
    </message>
    <message>
        <source>The leaf became the result of an operation after forward used it, so its gradient has nowhere to go.</source>
        <translation>前向传播使用之后，这个叶子节点变成了运算结果，它的梯度无处可去。</translation>
    </message>
    <message>
        <source>Element by element, shapes are lined up from the right: two sizes must be equal, or one of them 1 or missing. At dimension {dim} they are {a} and {b}.</source>
        <translation>逐元素运算时形状从右边对齐：两个大小必须相等，或其中之一为 1 或缺失。在维度 {dim} 上它们是 {a} 和 {b}。</translation>
    </message>
    <message>
        <source>A matrix product needs as many columns on the left as rows on the right. Here {a} meets {b}.</source>
        <translation>矩阵乘法要求左边的列数等于右边的行数。这里是 {a} 乘 {b}。</translation>
    </message>
    <message>
        <source>A matrix product needs as many columns on the left as there are rows, or elements of a vector, on the right; batches need as many matrices on both sides.</source>
        <translation>矩阵乘法要求左边的列数等于右边的行数或向量的元素个数；批量相乘时两边的矩阵个数必须相同。</translation>
    </message>
    <message>
        <source>A matrix product needs vectors or matrices; a scalar has no rows and columns. Multiplying element by element takes scalars.</source>
        <translation>矩阵乘法需要向量或矩阵；标量没有行和列。逐元素相乘可以用标量。</translation>
    </message>
    <message>
        <source>A new shape has to hold exactly as many elements as there are, {count}. One size may be -1: it is worked out from the others.</source>
        <translation>新形状的元素个数必须正好等于现有的 {count} 个。其中一个大小可以是 -1，由其余的推算。</translation>
    </message>
    <message>
        <source>The sizes have to multiply up to the number of elements; only one may be -1, which is worked out.</source>
        <translation>各个大小之积必须等于元素个数；只能有一个是 -1，由其余的推算。</translation>
    </message>
    <message>
        <source>A view cannot copy, and this shape would need the elements in another order in memory. reshape copies where it has to.</source>
        <translation>视图不能复制，而这个形状要求元素在内存中按另一种顺序排列。reshape 在必要时会复制。</translation>
    </message>
    <message>
        <source>Only dimensions of size 1 can be repeated by broadcasting, and new ones come at the left.</source>
        <translation>广播只能重复大小为 1 的维度，新的维度加在左边。</translation>
    </message>
    <message>
        <source>The tensors have to have the same number of dimensions, and the same sizes but for the dimension that is joined or indexed.</source>
        <translation>各张量的维数必须相同，除拼接或索引的那一维外，大小也必须相同。</translation>
    </message>
    <message>
        <source>The tensor has no such dimension. They are counted from 0, or from the right with -1 for the last.</source>
        <translation>张量没有这个维度。维度从 0 数起，或从右边数起，-1 是最后一维。</translation>
    </message>
    <message>
        <source>Each dimension may be named only once.</source>
        <translation>每个维度只能出现一次。</translation>
    </message>
    <message>
        <source>Only a square matrix will do: as many rows as columns, in each of a batch.</source>
        <translation>只能用方阵：批量中每个矩阵的行数都等于列数。</translation>
    </message>
    <message>
        <source>The matrix is singular: its determinant is 0, some row is made of the others, and so there is no inverse. A pseudo-inverse there always is.</source>
        <translation>矩阵是奇异的：行列式为 0，某一行可由其他行组合而成，因此没有逆矩阵。伪逆总是存在的。</translation>
    </message>
    <message>
        <source>This factorisation needs a matrix that is symmetric and positive definite, such as A @ A.T plus a little of the identity.</source>
        <translation>这种分解需要对称正定矩阵，例如 A @ A.T 加上一点单位矩阵。</translation>
    </message>
    <message>
        <source>There are too few elements for this, or none at all.</source>
        <translation>元素太少，或者根本没有元素。</translation>
    </message>
    <message>
        <source>The operation needs a tensor with another number of dimensions than this one has.</source>
        <translation>这个运算要求的维数与此张量的不同。</translation>
    </message>
    <message>
        <source>Sizes that have to agree with each other, or with a parameter, do not. The message names them.</source>
        <translation>必须彼此一致或与参数一致的大小不一致。消息中写明了它们。</translation>
    </message>
    <message>
        <source>The operation is not defined for {dtype} numbers. Another dtype will do.</source>
        <translation>这个运算对 {dtype} 类型没有定义。换一种 dtype 即可。</translation>
    </message>
    <message>
        <source>An operation in place keeps the dtype of what it writes to, and the result would not fit in it. Write to a new tensor, or change the dtype first.</source>
        <translation>原地运算保持被写张量的 dtype，而结果放不进去。请写入新张量，或先改变 dtype。</translation>
    </message>
    <message>
        <source>Truth values are no numbers to PyTorch here. There are logical operations for them, or they can be made numbers.</source>
        <translation>在这里，PyTorch 不把真值当作数。可以使用逻辑运算，或把它们转换为数。</translation>
    </message>
    <message>
        <source>A mask is needed here: a tensor of True and False.</source>
        <translation>这里需要掩码：由 True 和 False 组成的张量。</translation>
    </message>
    <message>
        <source>Two tensors that have to have the same dtype do not. Convert one of them.</source>
        <translation>两个张量的 dtype 必须相同，却不相同。请转换其中之一。</translation>
    </message>
    <message>
        <source>The operation wants numbers of another dtype: floats for what is continuous, integers for counts and indices.</source>
        <translation>这个运算需要另一种 dtype 的数：连续量用浮点数，计数和索引用整数。</translation>
    </message>
    <message>
        <source>A tensor is made of numbers and truth values, in lists of the same length.</source>
        <translation>张量由数和真值组成，各列表的长度相同。</translation>
    </message>
    <message>
        <source>An index names a place that is not there. Places are counted from 0, so that the last one is the size minus 1.</source>
        <translation>索引指向不存在的位置。位置从 0 数起，最后一个是大小减 1。</translation>
    </message>
    <message>
        <source>With these parameters nothing, or less than nothing, would be left over.</source>
        <translation>用这些参数，输出的大小会是零甚至负数。</translation>
    </message>
    <message>
        <source>The elements have to be in a certain range, such as those of a probability.</source>
        <translation>元素必须在一定范围内，例如概率的范围。</translation>
    </message>
    <message>
        <source>A parameter has a value that is not allowed; the message says which ones are.</source>
        <translation>某个参数的取值不允许；消息中写明了允许的取值。</translation>
    </message>
    <message>
        <source>PyTorch has no derivative for this. Detach what needs no gradient, or take another operation.</source>
        <translation>PyTorch 没有它的导数。请分离不需要梯度的输入，或改用其他运算。</translation>
    </message>
    <message>
        <source>A NaN or an infinity has come up where a number is needed.</source>
        <translation>在需要数的地方出现了 NaN 或无穷大。</translation>
    </message>
    <message>
        <source>An index is made of whole numbers, slices, ..., None, or tensors of whole numbers or of truth values that fit the shape.</source>
        <translation>索引由整数、切片、...、None，或与形状相符的整数张量、真值张量组成。</translation>
    </message>
    <message>
        <source>Each letter of the equation names one dimension, with one size wherever it stands; what stands behind the arrow has to stand before it.</source>
        <translation>算式中每个字母代表一个维度，无论出现在哪里大小都相同；箭头后面的字母必须在前面出现过。</translation>
    </message>
    <message>
        <source>A whole number cannot be divided by 0.</source>
        <translation>整数不能除以 0。</translation>
    </message>
    <message>
        <source>Here everything is computed on the CPU, on dense tensors.</source>
        <translation>这里的一切都在 CPU 上用稠密张量计算。</translation>
    </message>
    <message>
        <source>Autograd tracks this tensor; take a detached one, which shares its numbers.</source>
        <translation>autograd 正在追踪这个张量；请使用分离后的张量，它共用同样的数值。</translation>
    </message>
    <message>
        <source>What is typed cannot be worked out. It may use numbers, the names of cards and of loops, and PyTorch&apos;s functions.</source>
        <translation>输入的内容无法求值。可以使用数、卡片和循环的名称，以及 PyTorch 的函数。</translation>
    </message>
    <message>
        <source>The number is too large for the dtype of the tensor.</source>
        <translation>这个数对于张量的 dtype 来说太大。</translation>
    </message>
    <message>
        <source>One number is needed here, and the tensor has several or none.</source>
        <translation>这里需要一个数，而张量有多个数或没有数。</translation>
    </message>
    <message>
        <source>Something of another kind is needed here: a tensor, a number or a list.</source>
        <translation>这里需要另一种东西：张量、数或列表。</translation>
    </message>
    <message>
        <source>Python cannot divide a number by zero.</source>
        <translation>Python 不能用零作除数。</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>PyTorch refuses this. Compare the shapes and dtypes on the cards above, and the parameters, with what the operation takes.</source>
        <translation>PyTorch 拒绝执行。请对照运算的要求，检查上游卡片的形状和 dtype 以及参数。</translation>
    </message>
    <message>
        <source>Nothing was computed. Make the shape smaller.</source>
        <translation>未做任何计算。请减小形状。</translation>
    </message>
    <message>
        <source>Draw a wire to it.</source>
        <translation>请给它连线。</translation>
    </message>
    <message>
        <source>Draw a wire to it, or type a number in the inspector.</source>
        <translation>请给它连线，或在检查器中输入一个数。</translation>
    </message>
    <message>
        <source>Type it in the inspector.</source>
        <translation>请在检查器中输入。</translation>
    </message>
    <message>
        <source>The action needs something that is not there at this point.</source>
        <translation>此时动作所需要的东西还不存在。</translation>
    </message>
    <message>
        <source>The program says that this has to hold here. Look at the values above.</source>
        <translation>程序要求它在这里成立。请看上游的值。</translation>
    </message>
    <message>
        <source>What the code does then has not been traced, so the run ends here. Paste the code again with the new values, or remove this check.</source>
        <translation>代码在这种情况下做什么还没有读入过，所以运行到此为止。请用新的值重新粘贴代码，或删除这个检查。</translation>
    </message>
    <message>
        <source>∂{output}{place}: a backward with v = {v} gives {rows}</source>
        <translation>∂{output}{place}：以 v = {v} 反向传播，得到 {rows}</translation>
    </message>
    <message>
        <source>{tap} = ∂{output}/∂{input} = {value}</source>
        <translation>{tap} = ∂{output}/∂{input} = {value}</translation>
    </message>
    <message>
        <source>{tap} = ∂{output}/∂{input} = {value}, its determinant is {determinant}</source>
        <translation>{tap} = ∂{output}/∂{input} = {value}，行列式为 {determinant}</translation>
    </message>
    <message>
        <source>Select the cards that are to become one.</source>
        <translation>请选择要合成一张的卡片。</translation>
    </message>
    <message>
        <source>As one card they would make a cycle through what is outside: {path}.</source>
        <translation>合成一张卡片后会经由外部形成环：{path}。</translation>
    </message>
    <message>
        <source>{title} cannot hold itself.</source>
        <translation>{title} 不能包含自身。</translation>
    </message>
    <message>
        <source>There would be more than {count} nodes.</source>
        <translation>节点会超过 {count} 个。</translation>
    </message>
    <message>
        <source>{tap} = grad({output}, {input}) = {value}</source>
        <translation>{tap} = grad({output}, {input}) = {value}</translation>
    </message>
    <message>
        <source>{tap} = {node}.grad = {value}</source>
        <translation>{tap} = {node}.grad = {value}</translation>
    </message>
    <message>
        <source>the hook of {node} makes {before} into {after}</source>
        <translation>{node} 的钩子把 {before} 变为 {after}</translation>
    </message>
    <message>
        <source>the hook of {node} sees {before} and leaves it as it is</source>
        <translation>{node} 的钩子看到 {before}，不作改变</translation>
    </message>
    <message>
        <source>{node}.retain_grad()</source>
        <translation>{node}.retain_grad()</translation>
    </message>
    <message>
        <source>{node}.register_hook(lambda {name}: {text})</source>
        <translation>{node}.register_hook(lambda {name}: {text})</translation>
    </message>
    <message>
        <source>the hook of {node} is removed</source>
        <translation>移除 {node} 的钩子</translation>
    </message>
    <message>
        <source>torch.manual_seed({seed})</source>
        <translation>torch.manual_seed({seed})</translation>
    </message>
    <message>
        <source>{name} = {value}</source>
        <translation>{name} = {value}</translation>
    </message>
    <message>
        <source>{name} = torch.optim.{kind}([{leaves}], {options})</source>
        <translation>{name} = torch.optim.{kind}([{leaves}], {options})</translation>
    </message>
    <message>
        <source>{name}.step(): {leaves}</source>
        <translation>{name}.step()：{leaves}</translation>
    </message>
    <message>
        <source>{name}: {option} = {value}</source>
        <translation>{name}：{option} = {value}</translation>
    </message>
    <message>
        <source>Transpose {port} (.t())</source>
        <translation>转置 {port}（.t()）</translation>
    </message>
    <message>
        <source>Give {port} the shape {shape}</source>
        <translation>把 {port} 的形状改为 {shape}</translation>
    </message>
    <message>
        <source>Make {name} {dtype}</source>
        <translation>把 {name} 改为 {dtype}</translation>
    </message>
    <message>
        <source>Convert {port} to {dtype}</source>
        <translation>把 {port} 转换为 {dtype}</translation>
    </message>
    <message>
        <source>Convert all inputs to {dtype}</source>
        <translation>把所有输入转换为 {dtype}</translation>
    </message>
    <message>
        <source>Clamp {port} to {low} … {high}</source>
        <translation>把 {port} 限制在 {low} … {high}</translation>
    </message>
    <message>
        <source>Put {port} through sigmoid</source>
        <translation>对 {port} 作 sigmoid</translation>
    </message>
    <message>
        <source>Take the absolute value of {port}</source>
        <translation>取 {port} 的绝对值</translation>
    </message>
    <message>
        <source>Leave {param} at its default, {value}</source>
        <translation>让 {param} 取默认值 {value}</translation>
    </message>
    <message>
        <source>Set {param} to {value}</source>
        <translation>把 {param} 设为 {value}</translation>
    </message>
    <message>
        <source>Use {op} instead of {old}</source>
        <translation>用 {op} 代替 {old}</translation>
    </message>
    <message>
        <source>Use the exponential of {port} (matrix_exp)</source>
        <translation>使用 {port} 的矩阵指数（matrix_exp）</translation>
    </message>
    <message>
        <source>Run forward again before it</source>
        <translation>先再执行一次前向传播</translation>
    </message>
    <message>
        <source>Keep the graph (retain_graph=True)</source>
        <translation>保留计算图（retain_graph=True）</translation>
    </message>
    <message>
        <source>Use ones as gradient</source>
        <translation>用全 1 作为梯度</translation>
    </message>
    <message>
        <source>Start from 1, as for every scalar</source>
        <translation>像所有标量一样从 1 开始</translation>
    </message>
    <message>
        <source>Write under no_grad</source>
        <translation>在 no_grad 下写入</translation>
    </message>
    <message>
        <source>Write to its .data</source>
        <translation>写入它的 .data</translation>
    </message>
    <message>
        <source>Write to a copy (clone before {name})</source>
        <translation>写入副本（在 {name} 之前 clone）</translation>
    </message>
    <message>
        <source>Use {op}, which makes a new tensor</source>
        <translation>改用 {op}，它生成新张量</translation>
    </message>
    <message>
        <source>Let {name} keep a copy (clone before it)</source>
        <translation>让 {name} 保存副本（在它之前 clone）</translation>
    </message>
    <message>
        <source>Write after this backward</source>
        <translation>在这次反向传播之后再写入</translation>
    </message>
    <message>
        <source>Write under no_grad instead, so that PyTorch notices</source>
        <translation>改为在 no_grad 下写入，让 PyTorch 能够发现</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>去掉 {name}</translation>
    </message>
    <message>
        <source>Take {names} out of no_grad</source>
        <translation>把 {names} 移出 no_grad</translation>
    </message>
    <message>
        <source>Set requires_grad of {name}</source>
        <translation>打开 {name} 的 requires_grad</translation>
    </message>
    <message>
        <source>Make {name} float32, and set its requires_grad</source>
        <translation>把 {name} 改为 float32，并打开它的 requires_grad</translation>
    </message>
    <message>
        <source>Detach {port}</source>
        <translation>分离 {port}</translation>
    </message>
    <message>
        <source>Make {name} float32</source>
        <translation>把 {name} 改为 float32</translation>
    </message>
    <message>
        <source>Do without requires_grad of {name}</source>
        <translation>关闭 {name} 的 requires_grad</translation>
    </message>
    <message>
        <source>Let PyTorch choose the dtype of {name}</source>
        <translation>让 PyTorch 决定 {name} 的 dtype</translation>
    </message>
    <message>
        <source>Write {text}</source>
        <translation>写成 {text}</translation>
    </message>
    <message>
        <source>Ask for {names} alone</source>
        <translation>只求 {names}</translation>
    </message>
    <message>
        <source>Differentiate by all leaves</source>
        <translation>对所有叶子节点求导</translation>
    </message>
    <message>
        <source>Remove the hook of {name}</source>
        <translation>移除 {name} 的钩子</translation>
    </message>
    <message>
        <source>Set .grad to None</source>
        <translation>把 .grad 设为 None</translation>
    </message>
    <message>
        <source>Optimize {names}</source>
        <translation>优化 {names}</translation>
    </message>
    <message>
        <source>Leave all options at their defaults</source>
        <translation>所有选项取默认值</translation>
    </message>
    <message>
        <source>Remove this action</source>
        <translation>移除这个动作</translation>
    </message>
    <message>
        <source>Sum it first</source>
        <translation>先求和</translation>
    </message>
    <message>
        <source>Take its mean first</source>
        <translation>先求平均值</translation>
    </message>
    <message>
        <source>PyTorch did not notice: a write through .data leaves the version as it is. The gradients that came from here are those of other numbers than forward computed with.</source>
        <translation>PyTorch 没有发现：通过 .data 的写入不改变版本。由此传出的梯度所对应的数值，与前向传播所用的不同。</translation>
    </message>
    <message>
        <source>assert {text}: it holds</source>
        <translation>assert {text}：成立</translation>
    </message>
    <message>
        <source>{text} is {value}: the code goes the same way</source>
        <translation>{text} 为 {value}：代码走的路不变</translation>
    </message>
</context>
<context>
    <name>SubgraphCommands</name>
    <message>
        <source>Fold into a subgraph</source>
        <translation>折叠为子图</translation>
    </message>
    <message>
        <source>Fold with what is between</source>
        <translation>连同中间的卡片一起折叠</translation>
    </message>
    <message>
        <source>Unfold {name}</source>
        <translation>展开 {name}</translation>
    </message>
    <message>
        <source>Rename subgraph</source>
        <translation>重命名子图</translation>
    </message>
    <message>
        <source>Name of the subgraph, for all its instances:</source>
        <translation>子图的名称（对所有实例生效）：</translation>
    </message>
    <message>
        <source>It is the only instance: it is independent already.</source>
        <translation>它是唯一的实例，已经独立。</translation>
    </message>
    <message>
        <source>Make {name} independent</source>
        <translation>使 {name} 独立</translation>
    </message>
    <message>
        <source>There are no subgraphs yet</source>
        <translation>还没有子图</translation>
    </message>
    <message>
        <source>Insert {name}</source>
        <translation>插入 {name}</translation>
    </message>
    <message>
        <source>Add an input</source>
        <translation>添加输入</translation>
    </message>
    <message>
        <source>Add an output</source>
        <translation>添加输出</translation>
    </message>
</context>
<context>
    <name>Subgraphs</name>
    <message>
        <source>Subgraph input</source>
        <translation>子图输入</translation>
    </message>
    <message>
        <source>Subgraph output</source>
        <translation>子图输出</translation>
    </message>
    <message>
        <source>An instance of the subgraph {title}</source>
        <translation>子图 {title} 的一个实例</translation>
    </message>
    <message>
        <source>A port of the subgraph that is open</source>
        <translation>当前打开的子图的端口</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>As many numbers as before stay in order; else the corner stays.</source>
        <translation>元素个数不变时按顺序重排，否则保留左上角。</translation>
    </message>
    <message>
        <source>dtype</source>
        <translation>dtype</translation>
    </message>
    <message>
        <source>0, 1/3, randn(2, 3)</source>
        <translation>0, 1/3, randn(2, 3)</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Set to zero</source>
        <translation>清零</translation>
    </message>
    <message>
        <source>Insert row above</source>
        <translation>在上方插入行</translation>
    </message>
    <message>
        <source>Insert column before</source>
        <translation>在左侧插入列</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Delete columns</source>
        <translation>删除列</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Load a file…</source>
        <translation>载入文件…</translation>
    </message>
    <message>
        <source>Uniform, 0 to 1</source>
        <translation>均匀分布，0 到 1</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正态分布</translation>
    </message>
    <message>
        <source>Integers, 0 to 9</source>
        <translation>整数，0 到 9</translation>
    </message>
    <message>
        <source>Fill with</source>
        <translation>填充为</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Rows and columns</source>
        <translation>行和列</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Index in dimension {dim}</source>
        <translation>维度 {dim} 的索引</translation>
    </message>
    <message>
        <source>A shape is needed here, such as [2, 3].</source>
        <translation>这里需要形状，例如 [2, 3]。</translation>
    </message>
    <message>
        <source>Arrays (*.npy *.csv *.tsv *.txt)</source>
        <translation>数组 (*.npy *.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Load numbers</source>
        <translation>载入数值</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>The version went up: a backward that saved the old numbers will notice.</source>
        <translation>版本增加：保存了旧数值的反向传播会发现。</translation>
    </message>
    <message>
        <source>hook: {before} → {after}</source>
        <translation>钩子：{before} → {after}</translation>
    </message>
    <message>
        <source>The hook was called with the gradient that came; this goes on.</source>
        <translation>以到来的梯度调用了钩子；继续传播的是这个值。</translation>
    </message>
    <message>
        <source>v{version}, written through .data</source>
        <translation>v{version}，通过 .data 写入</translation>
    </message>
    <message>
        <source>The version stays: autograd does not see what is written through .data, and a backward that saved the tensor will use the new numbers.</source>
        <translation>版本不变：autograd 看不到通过 .data 的写入，保存了该张量的反向传播会使用新的数值。</translation>
    </message>
    <message>
        <source>v{version}, written under no_grad</source>
        <translation>v{version}，在 no_grad 下写入</translation>
    </message>
    <message>
        <source>The write is not recorded, but counted: backward can notice it.</source>
        <translation>这次写入没有被记录，但计入版本：反向传播能够发现。</translation>
    </message>
    <message>
        <source>used {now}, not {then}</source>
        <translation>用的是 {now}，而不是 {then}</translation>
    </message>
    <message>
        <source>why {name} failed</source>
        <translation>{name} 失败的原因</translation>
    </message>
    <message>
        <source>because of {name}</source>
        <translation>由 {name} 引起</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>钩子</translation>
    </message>
    <message>
        <source>{n} hooks</source>
        <translation>{n} 个钩子</translation>
    </message>
    <message>
        <source>A hook is called with the gradient that arrives here.</source>
        <translation>梯度到达这里时调用钩子。</translation>
    </message>
    <message>
        <source>It keeps the gradient that arrives (retain_grad).</source>
        <translation>它保留到来的梯度（retain_grad）。</translation>
    </message>
    <message>
        <source>keeps .grad</source>
        <translation>保留 .grad</translation>
    </message>
</context>
<context>
    <name>TapPage</name>
    <message>
        <source>No action fills this card any more.</source>
        <translation>已经没有动作填写这张卡片。</translation>
    </message>
    <message>
        <source>Filled by the action {action}: the very tensor that is {input}.grad, no copy. Made with create_graph it has a grad_fn, and backward can start here.</source>
        <translation>由动作 {action} 填入：就是 {input}.grad 这个张量本身，不是副本。如果是用 create_graph 产生的，它就有 grad_fn，可以从这里开始反向传播。</translation>
    </message>
    <message>
        <source>Filled by the action {action}: a row for each element of {output}, a column for each of {input}.</source>
        <translation>由动作 {action} 填写：{output} 的每个元素占一行，{input} 的每个元素占一列。</translation>
    </message>
    <message>
        <source>Filled by the action {action}, as autograd.grad does: no .grad is touched. Made with create_graph it has a grad_fn, and backward can start here.</source>
        <translation>由动作 {action} 填入，与 autograd.grad 一样：不改动任何 .grad。如果是用 create_graph 产生的，它就有 grad_fn，可以从这里开始反向传播。</translation>
    </message>
</context>
<context>
    <name>TensorWindows</name>
    <message>
        <source>{node} holds no numbers here.</source>
        <translation>{node} 此处没有数值。</translation>
    </message>
    <message>
        <source>Value of {node}</source>
        <translation>{node} 的值</translation>
    </message>
    <message>
        <source>{count} numbers are too many to be kept as text: make the table smaller.</source>
        <translation>{count} 个数太多，无法以文本保存：请缩小表格。</translation>
    </message>
    <message>
        <source>Edit the table of {node}</source>
        <translation>编辑 {node} 的表格</translation>
    </message>
    <message>
        <source>Select the card whose tensor is to be shown.</source>
        <translation>请选择要查看其张量的卡片。</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>What the step did</source>
        <translation>这一步做了什么</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Go to the start, before the first step</source>
        <translation>回到开头，第一步之前</translation>
    </message>
    <message>
        <source>Go back to where the action before starts</source>
        <translation>回到上一个动作的开始处</translation>
    </message>
    <message>
        <source>Take one step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Play backwards: step after step, to the start</source>
        <translation>倒放：逐步退到开头</translation>
    </message>
    <message>
        <source>Play step after step to the end, or pause</source>
        <translation>逐步播放到末尾，或暂停</translation>
    </message>
    <message>
        <source>Take one step</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>Go on to the next phase of the step</source>
        <translation>前进到这一步的下一阶段</translation>
    </message>
    <message>
        <source>Go back to the phase before</source>
        <translation>退回上一阶段</translation>
    </message>
    <message>
        <source>Go to the same place in the next iteration</source>
        <translation>转到下一轮迭代的同一位置</translation>
    </message>
    <message>
        <source>Go to the same place in the iteration before</source>
        <translation>转到上一轮迭代的同一位置</translation>
    </message>
    <message>
        <source>Play in a loop. Shift and drag on the line for a part of it</source>
        <translation>循环播放。在时间线上按住 Shift 拖动，可只循环其中一段</translation>
    </message>
    <message>
        <source>Run to the next breakpoint</source>
        <translation>运行到下一个断点</translation>
    </message>
    <message>
        <source>Run back to the breakpoint before</source>
        <translation>退回到上一个断点</translation>
    </message>
    <message>
        <source>Go on to where the next action starts</source>
        <translation>前进到下一个动作的开始处</translation>
    </message>
    <message>
        <source>Go to the end, after the last step</source>
        <translation>跳到末尾，最后一步之后</translation>
    </message>
    <message>
        <source>step {step} / {count}</source>
        <translation>第 {step} / {count} 步</translation>
    </message>
    <message>
        <source>Before the first step. Press . to step.</source>
        <translation>尚未开始。按“.”前进一步。</translation>
    </message>
    <message>
        <source>Stopped: {what}</source>
        <translation>已停下：{what}</translation>
    </message>
    <message>
        <source>Show the breakpoints</source>
        <translation>显示断点</translation>
    </message>
    <message>
        <source>Nothing to run yet: place an operation on the canvas.</source>
        <translation>还没有可执行的内容：请在画布上放置一个运算。</translation>
    </message>
    <message>
        <source>Nothing has run yet: add Forward to compute the graph.</source>
        <translation>还没有执行任何步骤：请添加“前向传播”来计算图。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Hide {panel}</source>
        <translation>隐藏“{panel}”</translation>
    </message>
</context>
<context>
    <name>TryForm</name>
    <message>
        <source>Try</source>
        <translation>捕获错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Any of them</source>
        <translation>其中任何一种</translation>
    </message>
    <message>
        <source>Name of the error</source>
        <translation>错误的名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>An error of this kind in its actions ends them, and those below except run: there print(e) shows what it says. Other errors go on.</source>
        <translation>其中的动作出现这类错误时就中断，转而运行 except 下面的动作：在那里 print(e) 可以显示错误的内容。其他错误会继续向外传递。</translation>
    </message>
    <message>
        <source>A name is needed here, such as e.</source>
        <translation>此处需要变量名，例如 e。</translation>
    </message>
    <message>
        <source>A card has this name.</source>
        <translation>已有卡片使用这个名称。</translation>
    </message>
</context>
<context>
    <name>ValueEditing</name>
    <message>
        <source>Select the card whose value is to be edited.</source>
        <translation>请选择要编辑其值的卡片。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value of {node}</source>
        <translation>{node} 的值</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>修改 {node} 的 {field}</translation>
    </message>
    <message>
        <source>Rename {node}</source>
        <translation>重命名 {node}</translation>
    </message>
</context>
<context>
    <name>VectorLine</name>
    <message>
        <source>ones</source>
        <translation>全 1</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>手动输入</translation>
    </message>
    <message>
        <source>∂l/∂y of a scalar l</source>
        <translation>标量 l 的 ∂l/∂y</translation>
    </message>
    <message>
        <source>v as an expression</source>
        <translation>表达式形式的 v</translation>
    </message>
    <message>
        <source>The scalar l</source>
        <translation>标量 l</translation>
    </message>
    <message>
        <source>∂l/∂{output} of a scalar l</source>
        <translation>标量 l 的 ∂l/∂{output}</translation>
    </message>
    <message>
        <source>No scalar follows from the output.</source>
        <translation>输出的下游没有标量。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>There is no view to go back to.</source>
        <translation>没有可返回的视图。</translation>
    </message>
    <message>
        <source>There is no view to go forward to.</source>
        <translation>没有可前往的视图。</translation>
    </message>
</context>
<context>
    <name>WhenForm</name>
    <message>
        <source>If</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>A test of Python values, such as the turn of a loop. Actions are dragged below it in the list, or below its else.</source>
        <translation>对 Python 值的判断，例如循环的轮次。在列表中把动作拖到它下面，或拖到它的 else 下面。</translation>
    </message>
    <message>
        <source>It tests Python values alone. For a test of tensors there is Check.</source>
        <translation>这里只判断 Python 值。要判断张量，请用“检查”。</translation>
    </message>
</context>
<context>
    <name>Windows</name>
    <message>
        <source>Open in new window</source>
        <translation>在新窗口中打开</translation>
    </message>
    <message>
        <source>GradCanvas graphs</source>
        <translation>GradCanvas 计算图</translation>
    </message>
    <message>
        <source>Another window could not be opened.</source>
        <translation>无法打开另一个窗口。</translation>
    </message>
</context>
<context>
    <name>WiringCommands</name>
    <message>
        <source>Delete and reconnect</source>
        <translation>删除并接通</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连线</translation>
    </message>
    <message>
        <source>Remove dots</source>
        <translation>移除拐点</translation>
    </message>
    <message>
        <source>Remove empty ports</source>
        <translation>移除空端口</translation>
    </message>
    <message>
        <source>Remove port {port}</source>
        <translation>移除端口 {port}</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>No gradient gets from {last} to {first}: {node} gives none back.</source>
        <translation>没有梯度从 {last} 传到 {first}：{node} 不传回梯度。</translation>
    </message>
    <message>
        <source>No path leads from {first} to {last}.</source>
        <translation>从 {first} 到 {last} 没有路径。</translation>
    </message>
    <message>
        <source>{first} was made not to require grad.</source>
        <translation>{first} 被设为不需要梯度。</translation>
    </message>
    <message>
        <source>The way from {first} to {last} is cut at {node}: detached there.</source>
        <translation>从 {first} 到 {last} 的路径在 {node} 处被切断：在此分离（detach）。</translation>
    </message>
    <message>
        <source>The way from {first} to {last} is cut at {node}: it runs under no_grad.</source>
        <translation>从 {first} 到 {last} 的路径在 {node} 处被切断：它在 no_grad 下运行。</translation>
    </message>
    <message>
        <source>The way from {first} to {last} is cut at {node}: it has no derivative, as it gives whole numbers.</source>
        <translation>从 {first} 到 {last} 的路径在 {node} 处被切断：它输出整数，没有导数。</translation>
    </message>
    <message>
        <source>No gradient gets from {last} to {first}.</source>
        <translation>没有梯度从 {last} 传到 {first}。</translation>
    </message>
    <message>
        <source>{size}: no elements</source>
        <translation>{size}：没有元素</translation>
    </message>
    <message>
        <source>{size} is not square: no determinant</source>
        <translation>{size} 不是方阵：没有行列式</translation>
    </message>
    <message>
        <source>{size}, det = {number}</source>
        <translation>{size}，det = {number}</translation>
    </message>
    <message>
        <source>Equal, to the last digit.</source>
        <translation>两者逐位相等。</translation>
    </message>
    <message>
        <source>They differ where J has nan or inf: 0 · inf is nan in the sum, and backward may never have made that product.</source>
        <translation>两者在 J 含 nan 或 inf 处不同：累加时 0 · inf 得 nan，而反向传播可能从未算过这个乘积。</translation>
    </message>
    <message>
        <source>They differ by {number} at most: numbers of {dtype} are rounded at every step, and backward adds in another order.</source>
        <translation>两者至多相差 {number}：{dtype} 的数每一步都要舍入，而反向传播的累加顺序不同。</translation>
    </message>
    <message>
        <source>They differ by {number}.</source>
        <translation>两者相差 {number}。</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>symmetric but for {number}</source>
        <translation>对称，误差 {number}</translation>
    </message>
    <message>
        <source>eigenvalues from {low} to {high}: {kind}</source>
        <translation>特征值从 {low} 到 {high}：{kind}</translation>
    </message>
    <message>
        <source>curved upwards in every direction</source>
        <translation>沿各个方向都向上弯曲</translation>
    </message>
    <message>
        <source>curved downwards in every direction</source>
        <translation>沿各个方向都向下弯曲</translation>
    </message>
    <message>
        <source>upwards in some directions, downwards in others</source>
        <translation>沿有的方向向上弯曲，沿有的方向向下弯曲</translation>
    </message>
    <message>
        <source>flat in some direction</source>
        <translation>沿某个方向是平的</translation>
    </message>
    <message>
        <source>Cancelled after {count} of {rows} rows.</source>
        <translation>已取消，算完了 {rows} 行中的 {count} 行。</translation>
    </message>
    <message>
        <source>So J is all zeros, and backward brings None.</source>
        <translation>所以 J 全为零，反向传播得到 None。</translation>
    </message>
    <message>
        <source>So v is all zeros.</source>
        <translation>所以 v 全为零。</translation>
    </message>
    <message>
        <source>{source} does not require grad; here it is made to, as torch.autograd.functional.jacobian does.</source>
        <translation>{source} 不需要梯度；这里让它需要梯度，与 torch.autograd.functional.jacobian 的做法相同。</translation>
    </message>
    <message>
        <source>Gradients pass the hooks, as in any backward.</source>
        <translation>梯度会经过钩子，与任何反向传播一样。</translation>
    </message>
    <message>
        <source>As the last Forward left the graph; no .grad is touched.</source>
        <translation>以最后一次前向计算留下的计算图为准；不改动任何 .grad。</translation>
    </message>
    <message>
        <source>At the end of the actions; no .grad is touched.</source>
        <translation>以全部动作结束时的状态为准；不改动任何 .grad。</translation>
    </message>
</context>
<context>
    <name>WorkbenchWindow</name>
    <message>
        <source>v·J workbench</source>
        <translation>v·J 工作台</translation>
    </message>
    <message>
        <source>Show the card</source>
        <translation>显示该卡片</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>v·J row by row</source>
        <translation>逐行计算 v·J</translation>
    </message>
    <message>
        <source>Hessian</source>
        <translation>黑塞矩阵</translation>
    </message>
    <message>
        <source>Running forward…</source>
        <translation>正在前向计算…</translation>
    </message>
    <message>
        <source>Row {row} of {rows} of J</source>
        <translation>J 的第 {row} 行，共 {rows} 行</translation>
    </message>
    <message>
        <source>Row {row} of {rows} of H</source>
        <translation>H 的第 {row} 行，共 {rows} 行</translation>
    </message>
    <message>
        <source>There are no tensors yet.</source>
        <translation>还没有张量。</translation>
    </message>
    <message>
        <source>Choose an output and an input.</source>
        <translation>请选择一个输出和一个输入。</translation>
    </message>
    <message>
        <source>J is being computed, row by row. v·J is there already.</source>
        <translation>正在逐行计算 J。v·J 已经算好。</translation>
    </message>
    <message>
        <source>Take {scalar} as the output</source>
        <translation>以 {scalar} 为输出</translation>
    </message>
</context>
<context>
    <name>ZeroGradForm</name>
    <message>
        <source>Zero grad</source>
        <translation>梯度清零</translation>
    </message>
    <message>
        <source>All leaves</source>
        <translation>所有叶子节点</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>叶子节点</translation>
    </message>
    <message>
        <source>Keep zeros in .grad (set_to_none=False)</source>
        <translation>把 .grad 保留为全零（set_to_none=False）</translation>
    </message>
</context>
<context>
    <name>_TensorForm</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Before the backward that comes to it</source>
        <translation>在到达它的反向传播之前</translation>
    </message>
</context>
</TS>
