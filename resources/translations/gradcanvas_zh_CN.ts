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
        <source>Backward from {root}</source>
        <translation>从 {root} 反向传播</translation>
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
        <source>Take the loop away, keep its actions</source>
        <translation>移除循环，保留其中的动作</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Nothing happens yet. Add Forward to compute the graph, and Backward to differentiate it.</source>
        <translation>尚无动作。添加“前向传播”以计算整张图，添加“反向传播”以求梯度。</translation>
    </message>
    <message>
        <source>Remove {action}</source>
        <translation>移除“{action}”</translation>
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
        <source>It names a node that is not in the graph any more.</source>
        <translation>它引用的节点已不在图中。</translation>
    </message>
    <message>
        <source>It names a node that is not in the graph any more. Double-click to choose another, or remove it.</source>
        <translation>它引用的节点已不在图中。双击可另选节点，也可将其移除。</translation>
    </message>
    <message>
        <source>It failed; see Problems.</source>
        <translation>执行失败，详见“问题”面板。</translation>
    </message>
    <message>
        <source>Drag actions into it to repeat them.</source>
        <translation>把动作拖入其中即可循环执行。</translation>
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
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
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
        <source>Next, previous card</source>
        <translation>下一张、上一张卡片</translation>
    </message>
    <message>
        <source>Edit the card</source>
        <translation>编辑卡片</translation>
    </message>
    <message>
        <source>Draw a wire from the card</source>
        <translation>从卡片连线</translation>
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
        <source>Wire: connect</source>
        <translation>连线：连接</translation>
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
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Cancel, or select nothing</source>
        <translation>取消，或取消选择</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>free</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>No port fits this output.</source>
        <translation>没有端口能接这个输出。</translation>
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
        <source>{node} is in {region} now</source>
        <translation>{node} 现在位于 {region} 中</translation>
    </message>
    <message>
        <source>{node} is no longer in {region}</source>
        <translation>{node} 已不在 {region} 中</translation>
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
        <source>Take out of no_grad</source>
        <translation>移出 no_grad</translation>
    </message>
    <message>
        <source>Wrap in no_grad</source>
        <translation>放入 no_grad</translation>
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
        <source>Select source {node}</source>
        <translation>选择起点 {node}</translation>
    </message>
    <message>
        <source>Select target {node}</source>
        <translation>选择终点 {node}</translation>
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
        <source>not wired: {ports}</source>
        <translation>未连线：{ports}</translation>
    </message>
    <message>
        <source>not written: {names}</source>
        <translation>未填写：{names}</translation>
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
        <translation>太大了。</translation>
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
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
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
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
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
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
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
        <source>Go to the canvas</source>
        <translation>转到画布</translation>
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
        <source>Remove last action</source>
        <translation>移除最后一个动作</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>取消运行</translation>
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
        <source>Next action</source>
        <translation>下一个动作</translation>
    </message>
    <message>
        <source>Previous action</source>
        <translation>上一个动作</translation>
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
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About GradCanvas</source>
        <translation>关于 GradCanvas</translation>
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
        <source>a whole number from 1 is needed</source>
        <translation>需要从 1 开始的整数</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>需要一个整数</translation>
    </message>
    <message>
        <source>subgraphs need a newer version</source>
        <translation>子图需要更新版本的程序</translation>
    </message>
    <message>
        <source>a list is needed</source>
        <translation>需要一个列表</translation>
    </message>
    <message>
        <source>unknown operation &apos;{op}&apos;</source>
        <translation>未知运算“{op}”</translation>
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
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>more than {count} characters printed</source>
        <translation>打印超过 {count} 个字符</translation>
    </message>
    <message>
        <source>the frame lies within itself</source>
        <translation>框包含了自身</translation>
    </message>
    <message>
        <source>this is a device</source>
        <translation>这是一个设备</translation>
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
        <source>Tracking on and off</source>
        <translation>追踪的开与关</translation>
    </message>
    <message>
        <source>The same x * 2, before and after x.requires_grad_(True): y is not tracked, z has a grad_fn. Below, an x that requires grad from the start.</source>
        <translation>同样的 x * 2，分别在 x.requires_grad_(True) 之前和之后计算：y 没有被追踪，z 有 grad_fn。下方的 x 从创建时起就需要梯度。</translation>
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
        <source>detach and no_grad</source>
        <translation>detach 与 no_grad</translation>
    </message>
    <message>
        <source>The same sum three times: tracked, under no_grad, and behind detach. The gradient passes through the first only, so x.grad is [2, 2] and not [6, 6]; what stays grey says why.</source>
        <translation>同一个和算三次：被追踪、在 no_grad 下、在 detach 之后。梯度只能经过第一条路，所以 x.grad 是 [2, 2] 而不是 [6, 6]；灰色的部分会说明原因。</translation>
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
        <source>Changing x.data after x·x</source>
        <translation>x·x 之后修改 x.data</translation>
    </message>
    <message>
        <source>Here backward needs the x that forward has seen, which was 1. It finds 100 and does not notice: x.grad is 200 instead of 2, without any error.</source>
        <translation>这里的反向传播要用到前向传播时的 x，那时它是 1；现在读到的却是 100，而且毫无察觉：x.grad 成了 200 而不是 2，也没有任何报错。</translation>
    </message>
    <message>
        <source>x *= 100 fails on purpose: a leaf that requires grad must not be changed in place. Below is the remedy: w *= 100 under no_grad works, and the backward after it as well.</source>
        <translation>x *= 100 会报错，这是有意为之：需要梯度的叶子节点不能进行 in-place 操作。下方是补救办法：在 no_grad 下执行 w *= 100 没有问题，之后的反向传播也没有问题。</translation>
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
        <source>The Jacobian and v·J</source>
        <translation>雅可比矩阵与 v·J</translation>
    </message>
    <message>
        <source>J has a row for each element of y, and a column for each of x; one backward makes one row. Then y.backward(v) goes there at once: x.grad is v·J, without any J.</source>
        <translation>y 的每个元素对应 J 的一行，x 的每个元素对应一列；一次反向传播算出一行。随后 y.backward(v) 一步到位：x.grad 就是 v·J，无需算出 J。</translation>
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
        <source>Gradients accumulate</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Three times forward and backward: x.grad goes from 2 to 4, as the second gradient is added to the first. Then it is set to zero, and becomes 2 again.</source>
        <translation>前向传播与反向传播各三次：第二次的梯度加到第一次上，x.grad 从 2 变成 4；清零之后又变回 2。</translation>
    </message>
    <message>
        <source>In place on a leaf</source>
        <translation>叶子节点的 in-place 操作</translation>
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
        <source>This file cannot be opened</source>
        <translation>无法打开此文件</translation>
    </message>
    <message>
        <source>This example cannot be opened</source>
        <translation>无法打开此示例</translation>
    </message>
    <message>
        <source>This copy cannot be opened</source>
        <translation>无法打开此副本</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Work was kept</source>
        <translation>工作已保留</translation>
    </message>
    <message>
        <source>The program had a fault, and a copy of your work was kept.</source>
        <translation>程序发生过故障，您的工作已保留一份副本。</translation>
    </message>
    <message>
        <source>It is in {path}. Open it?</source>
        <translation>副本在 {path}。要打开吗？</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不打开</translation>
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
        <source>The file cannot be saved</source>
        <translation>无法保存文件</translation>
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
        <source>Clear This List</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>GradCanvas graphs</source>
        <translation>GradCanvas 计算图</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 处</translation>
    </message>
</context>
<context>
    <name>Fix</name>
    <message>
        <source>Run forward again before it</source>
        <translation>在它之前重新前向传播</translation>
    </message>
    <message>
        <source>Keep the graph (retain_graph=True)</source>
        <translation>保留计算图（retain_graph=True）</translation>
    </message>
    <message>
        <source>Use ones as gradient</source>
        <translation>用全 1 张量作为梯度</translation>
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
        <source>Remove no_grad</source>
        <translation>移除 no_grad</translation>
    </message>
    <message>
        <source>Speed {speed}×</source>
        <translation>速度 {speed}×</translation>
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
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Under no_grad: nothing that runs in here is recorded, so no gradient flows back through it. Drag cards in or out; double-click the title to rename the region.</source>
        <translation>处于 no_grad 之下：其中的运算不会被记录，因此梯度不会经由此处回传。可将卡片拖入或拖出；双击标题可重命名区域。</translation>
    </message>
    <message>
        <source>Nodes: {count}</source>
        <translation>节点：{count}</translation>
    </message>
    <message>
        <source>Wires: {count}</source>
        <translation>连线：{count}</translation>
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
        <source>remove erase</source>
        <translation>移除 清除</translation>
    </message>
    <message>
        <source>search add insert palette tensor</source>
        <translation>搜索 添加 插入 面板 张量</translation>
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
        <source>Draw other random numbers</source>
        <translation>重新抽取随机数</translation>
    </message>
    <message>
        <source>Change {field} of {node}</source>
        <translation>更改 {node} 的 {field}</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>values, forward</source>
        <translation>值，前向</translation>
    </message>
    <message>
        <source>gradients, back</source>
        <translation>梯度，反向</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Build a computation, differentiate it, and step through what autograd really does. Free software under the MIT licence.</source>
        <translation>搭建计算图，求梯度，逐步观察 autograd 究竟做了什么。以 MIT 许可证发布的自由软件。</translation>
    </message>
    <message>
        <source>The language changes when the program starts again.</source>
        <translation>语言将在重新启动程序后更改。</translation>
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
        <source>Rename {node}</source>
        <translation>重命名 {node}</translation>
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
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>This operation is not known here.</source>
        <translation>此版本不认识这个运算。</translation>
    </message>
    <message>
        <source>{title}. {help}</source>
        <translation>{title}：{help}</translation>
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
        <source>No operation is found. Try its PyTorch name, such as matmul.</source>
        <translation>没有找到运算。请试试它在 PyTorch 中的名称，例如 matmul。</translation>
    </message>
</context>
<context>
    <name>Operations</name>
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
        <source>Dot product</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>The sum of the products of the elements of two vectors.</source>
        <translation>两个向量对应元素乘积之和。</translation>
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
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>e raised to the power of each element.</source>
        <translation>逐元素求 e 的幂。</translation>
    </message>
    <message>
        <source>e power</source>
        <translation>e 次幂 指数函数</translation>
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
        <source>e power in-place inplace</source>
        <translation>e 次幂 指数函数 原地 就地</translation>
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
        <source>Write at indices</source>
        <translation>按索引写入</translation>
    </message>
    <message>
        <source>Values are written where index arrays or a mask say.</source>
        <translation>把值写入索引数组或掩码指定的位置。</translation>
    </message>
    <message>
        <source>assign mask in-place</source>
        <translation>赋值 掩码 原地 就地</translation>
    </message>
    <message>
        <source>index arrays by dimension</source>
        <translation>各维的索引数组</translation>
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
        <source>matrix product @ linear</source>
        <translation>矩阵 乘积 相乘 线性 @</translation>
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
        <source>minus negative -</source>
        <translation>负号 相反数 -</translation>
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
        <source>minus negative - in-place inplace</source>
        <translation>负号 相反数 - 原地 就地</translation>
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
        <source>random gaussian normal</source>
        <translation>随机 高斯 正态分布</translation>
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
        <translation>整流 线性整流 激活函数</translation>
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
        <translation>减法 反向减法 -</translation>
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
        <source>the place in that dimension</source>
        <translation>在该维度上的位置</translation>
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
        <source>Subtract</source>
        <translation>减</translation>
    </message>
    <message>
        <source>The difference of the inputs, element by element.</source>
        <translation>各输入逐元素相减。</translation>
    </message>
    <message>
        <source>minus difference -</source>
        <translation>减法 相减 差 -</translation>
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
        <source>minus difference - in-place inplace</source>
        <translation>减法 相减 差 - 原地 就地</translation>
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
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>A tensor with the values that are written.</source>
        <translation>由所写的数值构成的张量。</translation>
    </message>
    <message>
        <source>literal constant value leaf</source>
        <translation>字面量 常数 数值 叶子</translation>
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
        <source>the dimension to exchange it with</source>
        <translation>与之交换的维度</translation>
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
        <source>empty 0</source>
        <translation>空 零 0</translation>
    </message>
    <message>
        <source>Zeros like</source>
        <translation>同形全 0 张量</translation>
    </message>
    <message>
        <source>A tensor of the shape and type of the input, filled with 0.</source>
        <translation>与输入形状、类型相同，元素全为 0 的张量。</translation>
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
    <name>ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>At this step</source>
        <translation>当前这一步</translation>
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
    <name>Reach</name>
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
        <source>backward was asked for other gradients only</source>
        <translation>本次反向传播只求其他张量的梯度</translation>
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
        <source>Running: {count} steps</source>
        <translation>正在运行：{count} 步</translation>
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
        <source>{node}: {error}</source>
        <translation>{node}：{error}</translation>
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
</context>
<context>
    <name>TapPage</name>
    <message>
        <source>No action fills this card any more.</source>
        <translation>已经没有动作填写这张卡片。</translation>
    </message>
    <message>
        <source>Filled by the action {action}: a row for each element of {output}, a column for each of {input}.</source>
        <translation>由动作 {action} 填写：{output} 的每个元素占一行，{input} 的每个元素占一列。</translation>
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
</TS>
