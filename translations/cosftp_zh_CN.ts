<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>No new connections</source>
        <translation>不接受新连接</translation>
    </message>
    <message>
        <source>COS FTP Server: %1</source>
        <translation>COS FTP Server：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n 个会话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running transfer(s)</source>
        <translation>
            <numerusform>%n 个传输进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>Up %1, down %2</source>
        <translation>上传 %1，下载 %2</translation>
    </message>
    <message>
        <source>A transfer failed in the last minutes</source>
        <translation>最近几分钟内有传输失败</translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message>
        <source>It has expired on %1.</source>
        <translation>证书已于 %1 过期。</translation>
    </message>
    <message numerus="yes">
        <source>Valid until %1: %n day(s) left.</source>
        <translation>
            <numerusform>有效期至 %1，还剩 %n 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Encryption is off: names, passwords and files cross the network in clear.</source>
        <translation>加密已关闭：用户名、密码和文件以明文在网络上传输。</translation>
    </message>
    <message>
        <source>No certificate is named. The server makes one and signs it by itself; clients ask once whether to trust it.</source>
        <translation>未指定证书。服务器会自行生成一个自签名证书；客户端会询问一次是否信任它。</translation>
    </message>
    <message>
        <source>The certificate cannot be used.</source>
        <translation>证书无法使用。</translation>
    </message>
    <message>
        <source>Certificate of %1</source>
        <translation>%1 的证书</translation>
    </message>
    <message>
        <source>For the names %1</source>
        <translation>适用名称：%1</translation>
    </message>
    <message>
        <source>Made and signed by the server itself: clients ask once whether to trust it. Compare the fingerprint then.</source>
        <translation>由服务器自行生成并签名：客户端会询问一次是否信任它，届时请核对指纹。</translation>
    </message>
</context>
<context>
    <name>Cleanup</name>
    <message numerus="yes">
        <source>%n interrupted upload(s) found with %1, at %2</source>
        <translation>
            <numerusform>%2 检查到 %n 个中断的上传，共 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can be continued</source>
        <translation>
            <numerusform>%n 个可续传</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed (%1)</source>
        <translation>
            <numerusform>已清除 %n 个（%1）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be removed</source>
        <translation>
            <numerusform>%n 个未能清除</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>USER</source>
        <translation>USER</translation>
    </message>
    <message>
        <source>1. Press Windows+E.
2. Type this into the address bar and press Enter:
    %1
3. Type the password when Windows asks for it.
To keep it: right-click This PC &gt; Add a network location.</source>
        <translation>1. 按 Windows+E。
2. 在地址栏中输入以下内容并按 Enter：
    %1
3. Windows 询问时输入密码。
如需保留：右键点击“此电脑 &gt; 添加一个网络位置”。</translation>
    </message>
    <message>
        <source>List:
    curl --user %1 %2
Upload:
    curl --user %1 -T FILE %2
Download:
    curl --user %1 -O %2FILE
curl asks for the password.</source>
        <translation>列表：
    curl --user %1 %2
上传：
    curl --user %1 -T FILE %2
下载：
    curl --user %1 -O %2FILE
curl 会询问密码。</translation>
    </message>
    <message>
        <source>Windows Explorer</source>
        <translation>Windows 资源管理器</translation>
    </message>
    <message>
        <source>Require explicit FTP over TLS</source>
        <translation>要求显式的 FTP over TLS</translation>
    </message>
    <message>
        <source>Only use plain FTP (insecure)</source>
        <translation>只使用明文 FTP（不安全）</translation>
    </message>
    <message>
        <source>1. Open File &gt; Site Manager and press New site.
2. Protocol: FTP - File Transfer Protocol
    Host: %1    Port: %2
    Encryption: %4
3. Logon type: Ask for password, User: %3
4. Press Connect.</source>
        <translation>1. 打开“文件 &gt; 站点管理器”，点击“新站点”。
2. 协议：FTP - 文件传输协议
    主机：%1    端口：%2
    加密：%4
3. 登录类型：询问密码，用户：%3
4. 点击“连接”。</translation>
    </message>
    <message>
        <source>TLS/SSL Explicit encryption</source>
        <translation>TLS/SSL 显式加密</translation>
    </message>
    <message>
        <source>No encryption</source>
        <translation>不加密</translation>
    </message>
    <message>
        <source>1. In the Login window choose New Site.
2. File protocol: FTP, Encryption: %4
    Host name: %1    Port number: %2
    User name: %3
3. Press Login and type the password.</source>
        <translation>1. 在登录窗口中选择“新建站点”。
2. 文件协议：FTP，加密：%4
    主机名：%1    端口号：%2
    用户名：%3
3. 点击“登录”并输入密码。</translation>
    </message>
    <message>
        <source>Windows Explorer cannot encrypt, and this server demands it. Use FileZilla or WinSCP.</source>
        <translation>Windows 资源管理器不支持加密，而本服务器要求加密。请使用 FileZilla 或 WinSCP。</translation>
    </message>
    <message>
        <source>Windows Explorer does not encrypt.</source>
        <translation>Windows 资源管理器不加密。</translation>
    </message>
    <message>
        <source>If the server has signed its certificate by itself, add --cacert and the certificate&apos;s file.</source>
        <translation>如果服务器使用自签名证书，请加上 --cacert 和证书文件。</translation>
    </message>
</context>
<context>
    <name>Dialogue</name>
    <message numerus="yes">
        <source>... %n line(s) not shown ...</source>
        <translation>
            <numerusform>… %n 行未显示 …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EffectiveRights</name>
    <message>
        <source>Because of the folder %1, which shows the bucket %2. The path lies at %3.</source>
        <translation>依据：文件夹 %1，它显示存储桶 %2。该路径位于 %3。</translation>
    </message>
    <message>
        <source>Because it is only the way to folders that are shown below it; no bucket lies here.</source>
        <translation>依据：它只是通往下层文件夹的路径，这里没有存储桶。</translation>
    </message>
    <message>
        <source>Because none of the folders of %1 holds this path.</source>
        <translation>依据：%1 的文件夹都不包含此路径。</translation>
    </message>
    <message>
        <source>Because %1 may not log in.</source>
        <translation>依据：%1 不允许登录。</translation>
    </message>
    <message>
        <source>There is no user %1.</source>
        <translation>没有用户 %1。</translation>
    </message>
    <message>
        <source>This path cannot be typed by a client: it has control characters or is not UTF-8.</source>
        <translation>客户端无法输入此路径：含有控制字符，或不是 UTF-8。</translation>
    </message>
    <message>
        <source>The folder %1 has rights of its own, which count here.</source>
        <translation>文件夹 %1 有单独的权限，此处以它为准。</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second: 1.5 MiB/s</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>HistoryDatabase</name>
    <message>
        <source>The history %1 cannot be opened or moved. Transfers are not recorded.</source>
        <translation>无法打开或迁移历史 %1。不记录传输。</translation>
    </message>
    <message>
        <source>The history of transfers could not be read. It was put aside as %1, and a new one was begun.</source>
        <translation>无法读取传输历史。已将其另存为 %1，并新建历史。</translation>
    </message>
</context>
<context>
    <name>JobText</name>
    <message>
        <source>%1 renames the folder %2 to %3</source>
        <translation>%1 正在将文件夹 %2 重命名为 %3</translation>
    </message>
    <message>
        <source>%1 deletes the folder %2</source>
        <translation>%1 正在删除文件夹 %2</translation>
    </message>
    <message>
        <source>The files are being counted, for %1</source>
        <translation>正在统计文件数，已用 %1</translation>
    </message>
    <message>
        <source>%1 of %2 files, %3, for %4</source>
        <translation>%1 / %2 个文件，%3，已用 %4</translation>
    </message>
</context>
<context>
    <name>LogLevel</name>
    <message>
        <source>Debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间 (UTC)</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>NetworkHints</name>
    <message>
        <source>Ports below 1024 need rights that an ordinary user does not have.</source>
        <translation>1024 以下的端口需要普通用户没有的权限。</translation>
    </message>
    <message>
        <source>Any free port is used for data: a firewall has to let all of them through.</source>
        <translation>数据连接使用任意空闲端口：防火墙须全部放行。</translation>
    </message>
    <message numerus="yes">
        <source>%n passive port(s) are few for %1 connections: each transfer takes one.</source>
        <translation>
            <numerusform>%n 个被动模式端口对 %1 个连接来说太少：每个传输占用一个端口。</numerusform>
        </translation>
    </message>
    <message>
        <source>The passive ports overlap with %1, from which this system takes ports for outgoing connections. A transfer can find its port taken; a range outside is safer.</source>
        <translation>被动模式端口与 %1 重叠，系统会从中分配出站端口，传输时端口可能已被占用。建议使用范围之外的端口。</translation>
    </message>
    <message>
        <source>The announced address is this machine itself: clients elsewhere cannot open data connections.</source>
        <translation>公布地址是本机：其他位置的客户端无法打开数据连接。</translation>
    </message>
    <message>
        <source>The announced address is private: only clients in the same network can open data connections.</source>
        <translation>公布地址是内网地址：只有同一网络的客户端能打开数据连接。</translation>
    </message>
</context>
<context>
    <name>NetworkTest</name>
    <message numerus="yes">
        <source>%1 of %n passive port(s) are free.</source>
        <translation>
            <numerusform>%n 个被动端口中有 %1 个空闲。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken by other programs, or by transfers that run now: %1.</source>
        <translation>被其他程序或正在进行的传输占用：%1。</translation>
    </message>
    <message>
        <source>Nothing greets at %1.</source>
        <translation>%1 没有应答。</translation>
    </message>
    <message>
        <source>Another program may have the port, or a firewall of this machine stands between.</source>
        <translation>端口可能被其他程序占用，或被本机防火墙拦截。</translation>
    </message>
    <message>
        <source>The server answers</source>
        <translation>服务器应答</translation>
    </message>
    <message>
        <source>Passive ports</source>
        <translation>被动端口</translation>
    </message>
    <message>
        <source>Announced address</source>
        <translation>通告地址</translation>
    </message>
    <message>
        <source>A client is greeted at %1.</source>
        <translation>客户端在 %1 得到问候。</translation>
    </message>
    <message>
        <source>It answers at %1 and takes no clients now: it is paused, or full.</source>
        <translation>%1 有应答，但现在不接受客户端：已暂停，或连接已满。</translation>
    </message>
    <message>
        <source>Not tried: the server does not run.</source>
        <translation>未测试：服务器没有运行。</translation>
    </message>
    <message>
        <source>The system chooses them; a firewall has to let all of them through.</source>
        <translation>由系统选择；防火墙必须放行所有端口。</translation>
    </message>
    <message>
        <source>None is set: clients are told the address that they came to.</source>
        <translation>未设置：告诉客户端它所连接的地址。</translation>
    </message>
    <message>
        <source>%1 is announced; a name would follow it when it changes.</source>
        <translation>通告 %1；如果用域名，地址变化时会随之更新。</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1 是 %2。</translation>
    </message>
    <message>
        <source>%1 has no IPv4 address, which clients have to be told.</source>
        <translation>%1 没有可以告诉客户端的 IPv4 地址。</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>COS FTP Server %1: test of the network</source>
        <translation>COS FTP Server %1：网络测试</translation>
    </message>
</context>
<context>
    <name>NewPasswords</name>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) of %1 began with the old password and go on. End them?</source>
        <translation>
            <numerusform>%1 的 %n 个会话是用旧密码登录的，仍在继续。要结束它们吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;End the sessions</source>
        <translation>结束会话(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Let them go on</source>
        <translation>让它们继续(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Transfer failed</source>
        <translation>传输失败</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1（%2）：%3</translation>
    </message>
    <message>
        <source>Upload finished</source>
        <translation>上传完成</translation>
    </message>
    <message>
        <source>%1 from %2 is stored.</source>
        <translation>已保存来自 %2 的 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n more upload(s) finished.</source>
        <translation>
            <numerusform>另有 %n 个上传已完成。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more transfer(s) failed.</source>
        <translation>
            <numerusform>另有 %n 个传输失败。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more user(s) logged in.</source>
        <translation>
            <numerusform>另有 %n 个用户登录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) with the server.</source>
        <translation>
            <numerusform>服务器另有 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>User logged in</source>
        <translation>用户登录</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>来自 %2 的 %1</translation>
    </message>
    <message>
        <source>The server does not run</source>
        <translation>服务器未运行</translation>
    </message>
    <message numerus="yes">
        <source>%n more address(es) were banned.</source>
        <translation>
            <numerusform>又有 %n 个地址被封禁。</numerusform>
        </translation>
    </message>
    <message>
        <source>Address banned</source>
        <translation>地址已被封禁</translation>
    </message>
    <message numerus="yes">
        <source>%1 gets no session for a while: %n attempt(s) failed.</source>
        <translation>
            <numerusform>%1 暂时不能建立会话：有 %n 次尝试失败。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>Weak: easily guessed</source>
        <translation>弱：容易猜到</translation>
    </message>
    <message>
        <source>Fair: longer would be better</source>
        <translation>中：再长一些更好</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Upload of %1 by %2 failed</source>
        <translation>%2 上传 %1 失败</translation>
    </message>
    <message>
        <source>Download of %1 by %2 failed</source>
        <translation>%2 下载 %1 失败</translation>
    </message>
    <message>
        <source>Show in history</source>
        <translation>在历史中查看</translation>
    </message>
    <message>
        <source>Show in log</source>
        <translation>在日志中查看</translation>
    </message>
    <message>
        <source>Bucket %1: %2</source>
        <translation>存储桶 %1：%2</translation>
    </message>
    <message>
        <source>Open bucket</source>
        <translation>打开存储桶</translation>
    </message>
    <message>
        <source>Clients from the Internet are told the private address %1 for data connections.</source>
        <translation>数据连接告知公网客户端的是内网地址 %1。</translation>
    </message>
    <message>
        <source>Clients from the Internet are told a private address for data connections.</source>
        <translation>数据连接告知公网客户端的是内网地址。</translation>
    </message>
    <message>
        <source>They can log in, but listings and transfers hang. Set the public address or host name under which clients reach this server as announced address.</source>
        <translation>客户端可以登录，但列表和传输会卡住。请将公布地址设为客户端可访问本服务器的公网地址或主机名。</translation>
    </message>
    <message>
        <source>Set address</source>
        <translation>设置地址</translation>
    </message>
    <message>
        <source>Upload of %1 by %2 was interrupted</source>
        <translation>%2 上传 %1 时中断</translation>
    </message>
    <message>
        <source>Users from the Internet log in without encryption.</source>
        <translation>有来自互联网的用户未加密登录。</translation>
    </message>
    <message>
        <source>Their passwords and files can be read on the way. Switch encryption on, and demand it where the clients can.</source>
        <translation>他们的密码和文件在途中可能被读取。请开启加密，并在客户端支持时强制要求加密。</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>全选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>增加(&amp;S)</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>减少(&amp;D)</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>复制链接地址(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QWizard</name>
    <message>
        <source>Go Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; 上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>下一步(&amp;N) &gt;</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>完成(&amp;F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n transfer(s) are running.</source>
        <translation>
            <numerusform>%n 个传输正在进行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) are connected.</source>
        <translation>
            <numerusform>%n 个客户端已连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Stop server</source>
        <translation>停止服务器</translation>
    </message>
    <message>
        <source>New clients are turned away at once. Transfers may finish within the grace time of the settings; what is not done by then is ended, and a half upload never shows up in the bucket.</source>
        <translation>立即拒绝新客户端。传输可在设置的宽限时间内完成；届时未完成的将被结束，未传完的文件不会出现在存储桶中。</translation>
    </message>
    <message>
        <source>Stop server and &amp;quit</source>
        <translation>停止服务器并退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Stop server</source>
        <translation>停止服务器(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>继续运行(&amp;K)</translation>
    </message>
</context>
<context>
    <name>QuotaBar</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1/%2 个文件</translation>
    </message>
    <message>
        <source>What is used is counted when the user logs in.</source>
        <translation>用户登录时统计已用量。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Used: %1, %2.</source>
        <translation>已用：%1，%2。</translation>
    </message>
    <message>
        <source>Still being counted.</source>
        <translation>仍在统计。</translation>
    </message>
</context>
<context>
    <name>Regions</name>
    <message>
        <source>Guangzhou</source>
        <translation>广州</translation>
    </message>
    <message>
        <source>Shanghai</source>
        <translation>上海</translation>
    </message>
    <message>
        <source>Nanjing</source>
        <translation>南京</translation>
    </message>
    <message>
        <source>Beijing</source>
        <translation>北京</translation>
    </message>
    <message>
        <source>Beijing, zone 1</source>
        <translation>北京一区</translation>
    </message>
    <message>
        <source>Chengdu</source>
        <translation>成都</translation>
    </message>
    <message>
        <source>Chongqing</source>
        <translation>重庆</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>中国香港</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>新加坡</translation>
    </message>
    <message>
        <source>Jakarta</source>
        <translation>雅加达</translation>
    </message>
    <message>
        <source>Mumbai</source>
        <translation>孟买</translation>
    </message>
    <message>
        <source>Bangkok</source>
        <translation>曼谷</translation>
    </message>
    <message>
        <source>Seoul</source>
        <translation>首尔</translation>
    </message>
    <message>
        <source>Tokyo</source>
        <translation>东京</translation>
    </message>
    <message>
        <source>Silicon Valley</source>
        <translation>硅谷</translation>
    </message>
    <message>
        <source>Virginia</source>
        <translation>弗吉尼亚</translation>
    </message>
    <message>
        <source>Toronto</source>
        <translation>多伦多</translation>
    </message>
    <message>
        <source>São Paulo</source>
        <translation>圣保罗</translation>
    </message>
    <message>
        <source>Frankfurt</source>
        <translation>法兰克福</translation>
    </message>
</context>
<context>
    <name>RightsField</name>
    <message>
        <source>Read</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Read and write</source>
        <translation>读写</translation>
    </message>
    <message>
        <source>Read and write, not delete</source>
        <translation>读写，不能删除</translation>
    </message>
    <message>
        <source>Upload only (drop box)</source>
        <translation>仅上传（投递箱）</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>禁止访问</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列出</translation>
    </message>
    <message>
        <source>✓ may list folders</source>
        <translation>✓ 可以列出文件夹</translation>
    </message>
    <message>
        <source>✗ may not list folders</source>
        <translation>✗ 不能列出文件夹</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>✓ may download</source>
        <translation>✓ 可以下载</translation>
    </message>
    <message>
        <source>✗ may not download</source>
        <translation>✗ 不能下载</translation>
    </message>
    <message>
        <source>Upload new files</source>
        <translation>上传新文件</translation>
    </message>
    <message>
        <source>✓ may upload new files</source>
        <translation>✓ 可以上传新文件</translation>
    </message>
    <message>
        <source>✗ may not upload</source>
        <translation>✗ 不能上传</translation>
    </message>
    <message>
        <source>Overwrite files</source>
        <translation>覆盖文件</translation>
    </message>
    <message>
        <source>✓ may overwrite files</source>
        <translation>✓ 可以覆盖文件</translation>
    </message>
    <message>
        <source>✗ may not overwrite files</source>
        <translation>✗ 不能覆盖文件</translation>
    </message>
    <message>
        <source>Append, resume</source>
        <translation>追加、续传</translation>
    </message>
    <message>
        <source>✓ may append to files and resume uploads</source>
        <translation>✓ 可以追加文件和续传上传</translation>
    </message>
    <message>
        <source>✗ may not append to files or resume uploads</source>
        <translation>✗ 不能追加文件或续传上传</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>✓ may rename</source>
        <translation>✓ 可以重命名</translation>
    </message>
    <message>
        <source>✗ may not rename</source>
        <translation>✗ 不能重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>✓ may delete</source>
        <translation>✓ 可以删除</translation>
    </message>
    <message>
        <source>✗ may not delete</source>
        <translation>✗ 不能删除</translation>
    </message>
    <message>
        <source>Make folders</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>✓ may make folders</source>
        <translation>✓ 可以新建文件夹</translation>
    </message>
    <message>
        <source>✗ may not make folders</source>
        <translation>✗ 不能新建文件夹</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>NAME-APPID, as the console shows it.</source>
        <translation>存储桶名称-APPID，与控制台显示的一致。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Region of the bucket, such as ap-guangzhou.</source>
        <translation>存储桶的地域，例如 ap-guangzhou。</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>访问域名</translation>
    </message>
    <message>
        <source>HOST or HOST:PORT, without the bucket; wins over the region.</source>
        <translation>HOST 或 HOST:PORT，不含存储桶；优先于地域。</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>https or http.</source>
        <translation>https 或 http。</translation>
    </message>
    <message>
        <source>Key from</source>
        <translation>密钥来源</translation>
    </message>
    <message>
        <source>inline: secret_id and secret_key here; environment: COS_SECRETID, COS_SECRETKEY, COS_SESSION_TOKEN; file: credentials_ref is its path; cvm_role: the role of this CVM; keychain: kept by the desktop program.</source>
        <translation>inline：写在此处的 secret_id 和 secret_key；environment：COS_SECRETID、COS_SECRETKEY、COS_SESSION_TOKEN；file：credentials_ref 为其路径；cvm_role：此 CVM 的角色；keychain：由桌面程序保存。</translation>
    </message>
    <message>
        <source>Key reference</source>
        <translation>密钥引用</translation>
    </message>
    <message>
        <source>The file, role, keychain entry or prefix of the environment variables.</source>
        <translation>文件、角色、钥匙串条目或环境变量前缀。</translation>
    </message>
    <message>
        <source>SecretId</source>
        <translation>SecretId</translation>
    </message>
    <message>
        <source>Public part of the key pair.</source>
        <translation>密钥对的公开部分。</translation>
    </message>
    <message>
        <source>SecretKey</source>
        <translation>SecretKey</translation>
    </message>
    <message>
        <source>Secret part of the key pair.</source>
        <translation>密钥对的保密部分。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Of temporary keys only.</source>
        <translation>仅用于临时密钥。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Name that the user logs in with.</source>
        <translation>用户登录名。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>In clear text.</source>
        <translation>明文。</translation>
    </message>
    <message>
        <source>Password hash</source>
        <translation>密码哈希</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>false: the user cannot log in.</source>
        <translation>false：用户无法登录。</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>May delete</source>
        <translation>允许删除</translation>
    </message>
    <message>
        <source>false: the user must not delete, whatever the rights say.</source>
        <translation>false：无论权限如何，用户都不能删除。</translation>
    </message>
    <message>
        <source>APPID</source>
        <translation>APPID</translation>
    </message>
    <message>
        <source>Put behind the bucket&apos;s name, where newer files have it already.</source>
        <translation>接在存储桶名称之后；较新的配置文件中名称已包含它。</translation>
    </message>
    <message>
        <source>Download domain</source>
        <translation>下载域名</translation>
    </message>
    <message>
        <source>Read and not used: downloads come from where uploads go.</source>
        <translation>读取但不使用：下载与上传使用同一地址。</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>主目录</translation>
    </message>
    <message>
        <source>Read and not used: no file data touches this machine, and the folder need not exist.</source>
        <translation>读取但不使用：文件数据不落到本机，该文件夹不必存在。</translation>
    </message>
    <message>
        <source>Bucket of the user</source>
        <translation>用户的存储桶</translation>
    </message>
    <message>
        <source>id of the bucket that the user sees as /.</source>
        <translation>用户看到的 / 所对应的存储桶 id。</translation>
    </message>
    <message>
        <source>Folder in the bucket</source>
        <translation>存储桶中的文件夹</translation>
    </message>
    <message>
        <source>Folder of the bucket that the user sees as /; not set: the whole bucket.</source>
        <translation>用户看到的 / 所对应的存储桶文件夹；未设置：整个存储桶。</translation>
    </message>
    <message>
        <source>Mount</source>
        <translation>挂载</translation>
    </message>
    <message>
        <source>/PATH BUCKETID FOLDER RIGHTS: a folder of a bucket (/ for all of it) at a place of the user&apos;s tree. May stand several times.</source>
        <translation>/PATH BUCKETID FOLDER RIGHTS：将存储桶的文件夹（/ 表示全部）放到用户目录树中的位置。可出现多次。</translation>
    </message>
    <message>
        <source>Listen address</source>
        <translation>监听地址</translation>
    </message>
    <message>
        <source>IP address of this machine that clients connect to; empty: all, IPv4 and IPv6.</source>
        <translation>客户端连接的本机 IP 地址；留空：全部 IPv4 和 IPv6。</translation>
    </message>
    <message>
        <source>Control port</source>
        <translation>控制端口</translation>
    </message>
    <message>
        <source>TCP port that clients connect to; 0: any free port.</source>
        <translation>客户端连接的 TCP 端口；0：任意空闲端口。</translation>
    </message>
    <message>
        <source>Announced address</source>
        <translation>公布地址</translation>
    </message>
    <message>
        <source>Address or host name announced in replies to PASV, for a server behind NAT; empty: the address that the client reached.</source>
        <translation>服务器位于 NAT 之后时，在 PASV 回复中公布的地址或主机名；留空：客户端所访问的地址。</translation>
    </message>
    <message>
        <source>Passive ports</source>
        <translation>被动模式端口</translation>
    </message>
    <message>
        <source>TCP ports of passive data connections, FROM,TO inclusive; FROM alone goes up to 65535; 0: any free port.</source>
        <translation>被动数据连接的 TCP 端口，FROM,TO 含两端；仅写 FROM 则到 65535；0：任意空闲端口。</translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Threads that serve sessions; 0: one per core.</source>
        <translation>处理会话的线程数；0：每核一个。</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>最大文件</translation>
    </message>
    <message>
        <source>Bytes of one uploaded file; larger ones fail. 0 and default: the store&apos;s own limit (in the original: 200 GiB).</source>
        <translation>单个上传文件的字节数，超出则失败。0 和 default：存储自身的上限（原程序为 200 GiB）。</translation>
    </message>
    <message>
        <source>Smallest part</source>
        <translation>最小分块</translation>
    </message>
    <message>
        <source>Bytes of the first parts of an upload; parts grow with the file.</source>
        <translation>上传时最初分块的字节数，分块随文件增大。</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>内存预算</translation>
    </message>
    <message>
        <source>Bytes of memory for the parts of all transfers together.</source>
        <translation>全部传输的分块合计占用的内存字节数。</translation>
    </message>
    <message>
        <source>Check the memory</source>
        <translation>检查内存</translation>
    </message>
    <message>
        <source>Refuse to start when the estimated memory is above 60 % of what is available.</source>
        <translation>预计内存超过可用内存的 60 % 时拒绝启动。</translation>
    </message>
    <message>
        <source>Parts in flight</source>
        <translation>并发分块</translation>
    </message>
    <message>
        <source>Parts of all uploads that are sent at once; 0 and default: four per core, at least 16. More than eight per core are not used.</source>
        <translation>全部上传同时发送的分块数；0 和 default：每核四个，至少 16 个。每核最多使用八个。</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接数</translation>
    </message>
    <message>
        <source>Sessions and data connections together, at most half of them not logged in; fewer where the system allows too few open files. 0: no limit.</source>
        <translation>会话和数据连接合计，其中未登录的最多占一半；系统允许打开的文件数不足时会更少。0：不限。</translation>
    </message>
    <message>
        <source>Entries in a listing</source>
        <translation>列表条目数</translation>
    </message>
    <message>
        <source>Entries in one listing; 0 and default: no limit (in the original default means 10000, and the rest is left out).</source>
        <translation>单个列表的条目数；0 和 default：不限（原程序中 default 为 10000，其余略去）。</translation>
    </message>
    <message>
        <source>Failed logins</source>
        <translation>登录失败次数</translation>
    </message>
    <message>
        <source>Wrong passwords in one session before it is closed.</source>
        <translation>单个会话中密码错误多少次后关闭。</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Seconds from the connection to the login.</source>
        <translation>从连接到登录的秒数。</translation>
    </message>
    <message>
        <source>Idle session</source>
        <translation>空闲会话</translation>
    </message>
    <message>
        <source>Seconds without a command or transfer.</source>
        <translation>没有命令或传输的秒数。</translation>
    </message>
    <message>
        <source>Data connection</source>
        <translation>数据连接</translation>
    </message>
    <message>
        <source>Seconds until a data connection is made.</source>
        <translation>等待建立数据连接的秒数。</translation>
    </message>
    <message>
        <source>Unused passive port</source>
        <translation>未使用的被动模式端口</translation>
    </message>
    <message>
        <source>Seconds that a passive port waits for its transfer command.</source>
        <translation>被动模式端口等待传输命令的秒数。</translation>
    </message>
    <message>
        <source>Stalled transfer</source>
        <translation>停滞的传输</translation>
    </message>
    <message>
        <source>Seconds in which no byte moves.</source>
        <translation>没有字节传输的秒数。</translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation>关闭服务器</translation>
    </message>
    <message>
        <source>Seconds that running transfers get when the server stops.</source>
        <translation>服务器停止时给进行中传输的秒数。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>The least important message that is logged.</source>
        <translation>记录的最低消息级别。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of cosftpd.log, as seen from the settings file; default: log. Not set: standard error only.</source>
        <translation>cosftpd.log 所在文件夹，相对于设置文件；默认：log。未设置：仅标准错误。</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>轮转</translation>
    </message>
    <message>
        <source>Begin a new log file from time to time.</source>
        <translation>定期新建日志文件。</translation>
    </message>
    <message>
        <source>Rotate each</source>
        <translation>轮转周期</translation>
    </message>
    <message>
        <source>Second, minute, hour or day.</source>
        <translation>秒、分钟、小时或天。</translation>
    </message>
    <message>
        <source>Old log files</source>
        <translation>旧日志文件</translation>
    </message>
    <message>
        <source>Old log files that are kept.</source>
        <translation>保留的旧日志文件数。</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Debug: everything</source>
        <translation>调试：全部</translation>
    </message>
    <message>
        <source>Info: logins and transfers</source>
        <translation>信息：登录和传输</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>The settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>A file of its own</source>
        <translation>单独的文件</translation>
    </message>
    <message>
        <source>The role of this CVM</source>
        <translation>此 CVM 的角色</translation>
    </message>
    <message>
        <source>The keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>时间限制</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Not valid: %1</source>
        <translation>无效：%1</translation>
    </message>
    <message>
        <source>Interrupted uploads</source>
        <translation>中断的上传</translation>
    </message>
    <message>
        <source>keep: the bytes stay and the client can go on; discard: nothing stays; publish: what came becomes the file, as in the original.</source>
        <translation>keep：保留字节，客户端可续传；discard：不保留；publish：已收到的部分成为文件，与原程序一致。</translation>
    </message>
    <message>
        <source>Largest checksum</source>
        <translation>最大校验和</translation>
    </message>
    <message>
        <source>Bytes that the server reads from the store to answer one HASH or XCRC; 0: it does not know these commands.</source>
        <translation>服务器为响应一次 HASH 或 XCRC 从存储读取的字节数；0：不支持这些命令。</translation>
    </message>
    <message>
        <source>Keep interrupted uploads</source>
        <translation>保留中断的上传</translation>
    </message>
    <message>
        <source>Hours during which an interrupted upload can be continued; then it is removed.</source>
        <translation>中断的上传可续传的小时数，之后删除。</translation>
    </message>
    <message>
        <source>Files in a renamed folder</source>
        <translation>重命名文件夹的文件数</translation>
    </message>
    <message>
        <source>Files in a folder that may be renamed or removed as a whole, which copies or deletes each of them; larger ones are refused.</source>
        <translation>可整体重命名或删除的文件夹中的文件数（逐个复制或删除）；超出则拒绝。</translation>
    </message>
    <message>
        <source>Restore archived files</source>
        <translation>恢复归档文件</translation>
    </message>
    <message>
        <source>Days that an archived file becomes readable when a client asks for it (it takes hours and costs money); 0: never.</source>
        <translation>客户端请求归档文件时恢复为可读的天数（需数小时并产生费用）；0：从不。</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Look every hour for interrupted uploads that are too old to be continued, and for folder renames that a crash interrupted.</source>
        <translation>每小时检查过期无法续传的上传，以及因崩溃中断的文件夹重命名。</translation>
    </message>
    <message>
        <source>Abort unknown uploads</source>
        <translation>中止未知的上传</translation>
    </message>
    <message>
        <source>Days after which an idle unfinished upload that this server knows nothing of, such as another program&apos;s, is aborted; 0: never.</source>
        <translation>本服务器不知道的未完成上传（如其他程序的）空闲多少天后中止；0：从不。</translation>
    </message>
    <message>
        <source>Retry of a part</source>
        <translation>分块重试</translation>
    </message>
    <message>
        <source>Seconds for which one part of an upload is tried again when the store does not take it; 0: not at all.</source>
        <translation>存储未接受上传分块时重试的秒数；0：不重试。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Commands and passwords</source>
        <translation>命令和密码</translation>
    </message>
    <message>
        <source>Commands, passwords and files</source>
        <translation>命令、密码和文件</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Besides the password</source>
        <translation>密码之外还要证书</translation>
    </message>
    <message>
        <source>Instead of the password</source>
        <translation>代替密码</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>What this user has to encrypt, besides what the server demands of everybody.</source>
        <translation>除服务器对所有人的要求之外，此用户必须加密的内容。</translation>
    </message>
    <message>
        <source>Encryption (FTPS)</source>
        <translation>加密（FTPS）</translation>
    </message>
    <message>
        <source>Clients may encrypt with AUTH TLS (explicit FTPS) on the control port.</source>
        <translation>客户端可在控制端口上用 AUTH TLS 加密（显式 FTPS）。</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its chain, as seen from the settings file; empty: one is made here and signed by itself.</source>
        <translation>含证书及其证书链的 PEM 文件，路径相对于配置文件；留空：在此生成自签名证书。</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>PEM file with the key of the certificate, without a pass phrase; empty: it stands in the certificate&apos;s file.</source>
        <translation>含证书私钥的 PEM 文件，不带口令；留空：私钥在证书文件中。</translation>
    </message>
    <message>
        <source>More certificates</source>
        <translation>更多证书</translation>
    </message>
    <message>
        <source>Oldest TLS version</source>
        <translation>最低 TLS 版本</translation>
    </message>
    <message>
        <source>The oldest version that clients may use.</source>
        <translation>客户端可以使用的最低版本。</translation>
    </message>
    <message>
        <source>Implicit FTPS</source>
        <translation>隐式 FTPS</translation>
    </message>
    <message>
        <source>A second port where everything is encrypted from the first byte, for devices that know nothing else.</source>
        <translation>第二个端口，从第一个字节起全部加密，供只支持这种方式的设备使用。</translation>
    </message>
    <message>
        <source>Implicit FTPS port</source>
        <translation>隐式 FTPS 端口</translation>
    </message>
    <message>
        <source>TCP port of implicit FTPS; ports below 1024 need rights of their own; 0: any free port.</source>
        <translation>隐式 FTPS 的 TCP 端口；1024 以下的端口需要专门的权限；0：任意空闲端口。</translation>
    </message>
    <message>
        <source>Demand encryption</source>
        <translation>要求加密</translation>
    </message>
    <message>
        <source>off: clients may use plain FTP; control: commands and passwords have to be encrypted; both: files and listings too.</source>
        <translation>off：客户端可用明文 FTP；control：命令和密码必须加密；both：文件和列表也必须加密。</translation>
    </message>
    <message>
        <source>TLS session of data connections</source>
        <translation>数据连接的 TLS 会话</translation>
    </message>
    <message>
        <source>prefer: a client may go on with the TLS session of its control connection; require: it must, which keeps strangers out and refuses Python, Java and some others; off: never.</source>
        <translation>prefer：客户端可以沿用其控制连接的 TLS 会话；require：必须沿用，可挡住陌生人，但会拒绝 Python、Java 等客户端；off：从不沿用。</translation>
    </message>
    <message>
        <source>Demand a proper end</source>
        <translation>要求正常结束</translation>
    </message>
    <message>
        <source>An encrypted upload is complete only if the client says so (close_notify). false: take uploads of clients that do not, such as Ruby and Perl; then a cut line may store a part as the whole.</source>
        <translation>加密上传只有在客户端明示结束（close_notify）时才算完整。false：接受不明示结束的客户端（如 Ruby、Perl）的上传；此时断线可能使部分内容被当作完整文件存储。</translation>
    </message>
    <message>
        <source>Allow CCC</source>
        <translation>允许 CCC</translation>
    </message>
    <message>
        <source>A client may go back to commands in clear after the login, for firewalls that read them.</source>
        <translation>客户端登录后可以恢复明文命令，供读取命令的防火墙使用。</translation>
    </message>
    <message>
        <source>Certificates of clients</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>off: not asked for; second_factor: a certificate besides the password; login: a certificate whose common name is the user&apos;s name logs in without a password.</source>
        <translation>off：不要求；second_factor：密码之外还要证书；login：通用名等于用户名的证书无需密码即可登录。</translation>
    </message>
    <message>
        <source>Authority of clients</source>
        <translation>客户端证书的颁发者</translation>
    </message>
    <message>
        <source>PEM file with the certificates of who signs the certificates of clients.</source>
        <translation>签发客户端证书者的证书（PEM 文件）。</translation>
    </message>
    <message>
        <source>No device: a program that keeps to the rules</source>
        <translation>无特殊设备：遵守协议的程序</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描仪</translation>
    </message>
    <message>
        <source>PLC or other machine control</source>
        <translation>PLC 或其他工控设备</translation>
    </message>
    <message>
        <source>Windows Explorer with Chinese names</source>
        <translation>Windows 资源管理器（中文文件名）</translation>
    </message>
    <message>
        <source>Old client, active mode only</source>
        <translation>旧客户端，仅主动模式</translation>
    </message>
    <message>
        <source>Backup program</source>
        <translation>备份程序</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>GBK, or UTF-8 if the client says so</source>
        <translation>GBK，客户端声明时用 UTF-8</translation>
    </message>
    <message>
        <source>GB 18030, or UTF-8 if the client says so</source>
        <translation>GB 18030，客户端声明时用 UTF-8</translation>
    </message>
    <message>
        <source>ISO 8859-1, or UTF-8 if the client says so</source>
        <translation>ISO 8859-1，客户端声明时用 UTF-8</translation>
    </message>
    <message>
        <source>Windows-1252, or UTF-8 if the client says so</source>
        <translation>Windows-1252，客户端声明时用 UTF-8</translation>
    </message>
    <message>
        <source>Bytes as they are</source>
        <translation>原样保留字节</translation>
    </message>
    <message>
        <source>Hash (scrypt, or one of crypt(5)) instead of the password.</source>
        <translation>用哈希（scrypt 或 crypt(5) 中的一种）代替密码。</translation>
    </message>
    <message>
        <source>R: list and download; W: upload, rename and delete; RW: both; or words with &apos;+&apos; between them: list, read, write (new files), overwrite, append, rename, delete, mkdir, none.</source>
        <translation>R：列出和下载；W：上传、重命名和删除；RW：两者皆可；或用“+”连接的单词：list、read、write（新文件）、overwrite、append、rename、delete、mkdir、none。</translation>
    </message>
    <message>
        <source>Rights of a folder</source>
        <translation>文件夹的权限</translation>
    </message>
    <message>
        <source>/PATH RIGHTS: other rights in a folder of the user&apos;s tree and below it. May stand several times; the deepest folder counts.</source>
        <translation>/路径 权限：用户目录树中某个文件夹及其下级的不同权限。可多次出现；以最深的文件夹为准。</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Sessions of the user at once; 0: what the server allows every user.</source>
        <translation>该用户同时的会话数；0：按服务器对每个用户的限制。</translation>
    </message>
    <message>
        <source>Allowed networks</source>
        <translation>允许的网络</translation>
    </message>
    <message>
        <source>Denied networks</source>
        <translation>拒绝的网络</translation>
    </message>
    <message>
        <source>Addresses and networks that the user may not come from.</source>
        <translation>该用户不得使用的来源地址和网络。</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>The last day (UTC) on which the user can log in, YYYY-MM-DD; empty: no end.</source>
        <translation>用户可以登录的最后一天（UTC），YYYY-MM-DD；空：无期限。</translation>
    </message>
    <message>
        <source>Server to server (FXP)</source>
        <translation>服务器到服务器（FXP）</translation>
    </message>
    <message>
        <source>The user may have data connections with other addresses than that of the session.</source>
        <translation>该用户的数据连接可以使用与会话不同的地址。</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空间</translation>
    </message>
    <message>
        <source>Bytes that may lie in the folders that the user sees; 0: no limit.</source>
        <translation>用户可见的文件夹中允许存放的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Number of files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Files and folders that may lie in the folders that the user sees; 0: no limit.</source>
        <translation>用户可见的文件夹中允许存放的文件和文件夹数；0：不限。</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>Bytes a second of all uploads of the user together; 0: no limit.</source>
        <translation>该用户所有上传合计每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Download speed</source>
        <translation>下载速度</translation>
    </message>
    <message>
        <source>Bytes a second of all downloads of the user together; 0: no limit.</source>
        <translation>该用户所有下载合计每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>A set of the switches below for a kind of device: camera, scanner, plc, explorer (Windows, with Chinese names), active_only, backup.</source>
        <translation>针对某类设备的一组下列开关：camera、scanner、plc、explorer（Windows，中文文件名）、active_only、backup。</translation>
    </message>
    <message>
        <source>Names are written in</source>
        <translation>文件名编码</translation>
    </message>
    <message>
        <source>gbk, gb18030 (Chinese), iso-8859-1 and windows-1252 (Western European): for clients that do not know UTF-8; those that do are recognised. bytes: for several charsets at once; what is not UTF-8 comes back as it was sent, and looks strange elsewhere.</source>
        <translation>gbk、gb18030（中文）、iso-8859-1 和 windows-1252（西欧语言）：用于不支持 UTF-8 的客户端；支持的会被识别。bytes：用于同时存在多种编码的情况；非 UTF-8 的文件名按原字节返回，在别处显示会比较奇怪。</translation>
    </message>
    <message>
        <source>Make missing folders</source>
        <translation>自动新建缺少的文件夹</translation>
    </message>
    <message>
        <source>An upload or MKD into a folder that is not there makes it.</source>
        <translation>上传或 MKD 到不存在的文件夹时会新建它。</translation>
    </message>
    <message>
        <source>MKD of an existing folder succeeds</source>
        <translation>对已有文件夹的 MKD 视为成功</translation>
    </message>
    <message>
        <source>Answered 257 in place of 550.</source>
        <translation>回复 257 而不是 550。</translation>
    </message>
    <message>
        <source>PORT means the client&apos;s address</source>
        <translation>PORT 使用客户端的地址</translation>
    </message>
    <message>
        <source>Whatever address PORT names: for devices behind NAT.</source>
        <translation>不论 PORT 中写的是什么地址：用于 NAT 后面的设备。</translation>
    </message>
    <message>
        <source>EPSV</source>
        <translation>EPSV</translation>
    </message>
    <message>
        <source>false: for devices that ask for EPSV and cannot use it.</source>
        <translation>关闭：用于会请求 EPSV 却不能使用它的设备。</translation>
    </message>
    <message>
        <source>TYPE A changes nothing</source>
        <translation>TYPE A 不改动内容</translation>
    </message>
    <message>
        <source>For clients that forget TYPE I and would have their files changed.</source>
        <translation>用于忘记发送 TYPE I、文件会因此被改动的客户端。</translation>
    </message>
    <message>
        <source>Ignore MFMT and CHMOD</source>
        <translation>忽略 MFMT 和 CHMOD</translation>
    </message>
    <message>
        <source>They are answered as done, and nothing is done.</source>
        <translation>回复已完成，但什么也不做。</translation>
    </message>
    <message>
        <source>More addresses</source>
        <translation>更多监听地址</translation>
    </message>
    <message>
        <source>Announced to some clients</source>
        <translation>对部分客户端公布的地址</translation>
    </message>
    <message>
        <source>One passive port</source>
        <translation>单一被动端口</translation>
    </message>
    <message>
        <source>One TCP port for the passive data connections of everybody, instead of the range. TLS sessions are told apart; of the clients of one address one in clear waits at a time. 0: off.</source>
        <translation>所有被动数据连接共用一个 TCP 端口，代替端口范围。TLS 会话可以区分；同一地址的明文客户端每次只有一个可以等待。0：关闭。</translation>
    </message>
    <message>
        <source>Active mode</source>
        <translation>主动模式</translation>
    </message>
    <message>
        <source>Clients may ask the server to connect to them (PORT and EPRT).</source>
        <translation>客户端可以要求服务器连接它们（PORT 和 EPRT）。</translation>
    </message>
    <message>
        <source>Active mode from one port</source>
        <translation>主动模式使用固定源端口</translation>
    </message>
    <message>
        <source>Active data connections come from the port below the control port (20 for 21), which firewalls may demand; from any port where that one cannot be had.</source>
        <translation>主动模式的数据连接从控制端口减一的端口发出（21 对应 20），有些防火墙要求如此；该端口不可用时使用任意端口。</translation>
    </message>
    <message>
        <source>Load balancers</source>
        <translation>负载均衡器</translation>
    </message>
    <message>
        <source>Addresses and networks of load balancers: a connection from there has to begin with a PROXY header (version 1 or 2) that names the client.</source>
        <translation>负载均衡器的地址和网络：来自那里的连接必须以指明客户端的 PROXY 头（版本 1 或 2）开始。</translation>
    </message>
    <message>
        <source>PROXY header on data connections</source>
        <translation>数据连接上的 PROXY 头</translation>
    </message>
    <message>
        <source>Passive data connections from a load balancer begin with a PROXY header too.</source>
        <translation>来自负载均衡器的被动数据连接同样以 PROXY 头开始。</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>Sessions of one address</source>
        <translation>每个地址的会话数</translation>
    </message>
    <message>
        <source>Sessions at once from one address; an office behind NAT is one. 0: no limit.</source>
        <translation>来自同一地址的同时会话数；NAT 后面的整个办公室算一个地址。0：不限。</translation>
    </message>
    <message>
        <source>Sessions of one user</source>
        <translation>每个用户的会话数</translation>
    </message>
    <message>
        <source>Sessions at once of a user who has no limit of their own; 0: no limit.</source>
        <translation>没有单独限制的用户的同时会话数；0：不限。</translation>
    </message>
    <message>
        <source>Addresses and networks that may not connect, allowed or not.</source>
        <translation>不得连接的地址和网络，无论是否在允许之列。</translation>
    </message>
    <message>
        <source>Ban after</source>
        <translation>封禁阈值</translation>
    </message>
    <message>
        <source>Different wrong passwords or names from one address before it is banned; the same wrong password counts once. 0: never.</source>
        <translation>同一地址尝试多少个不同的错误密码或用户名后被封禁；相同的错误密码只计一次。0：从不封禁。</translation>
    </message>
    <message>
        <source>Counted for</source>
        <translation>计数时长</translation>
    </message>
    <message>
        <source>Minutes for which a wrong password is counted.</source>
        <translation>错误密码被计入的分钟数。</translation>
    </message>
    <message>
        <source>Length of a ban</source>
        <translation>封禁时长</translation>
    </message>
    <message>
        <source>Minutes that a ban lasts.</source>
        <translation>封禁持续的分钟数。</translation>
    </message>
    <message>
        <source>Never banned</source>
        <translation>从不封禁</translation>
    </message>
    <message>
        <source>Addresses and networks that are never banned.</source>
        <translation>从不被封禁的地址和网络。</translation>
    </message>
    <message>
        <source>Bytes a second of all uploads together; 0: no limit.</source>
        <translation>所有上传合计每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Bytes a second of all downloads together; 0: no limit.</source>
        <translation>所有下载合计每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Upload speed of a session</source>
        <translation>每个会话的上传速度</translation>
    </message>
    <message>
        <source>Bytes a second of the upload of one session; 0: no limit.</source>
        <translation>一个会话的上传每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Download speed of a session</source>
        <translation>每个会话的下载速度</translation>
    </message>
    <message>
        <source>Bytes a second of the download of one session; 0: no limit.</source>
        <translation>一个会话的下载每秒的字节数；0：不限。</translation>
    </message>
    <message>
        <source>Addresses and networks that the user may come from; empty: everywhere.</source>
        <translation>该用户可以使用的来源地址和网络；空：不限。</translation>
    </message>
    <message>
        <source>More addresses and ports for clients: ftp://192.0.2.1:21 or, encrypted from the first byte, ftps://[::]:990.</source>
        <translation>供客户端使用的更多地址和端口：ftp://192.0.2.1:21，或从第一个字节起加密的 ftps://[::]:990。</translation>
    </message>
    <message>
        <source>Who is told another address, NETWORK=ADDRESS: private=local gives clients with private addresses the address that they reached.</source>
        <translation>对哪些客户端公布其他地址，“网络=地址”：private=local 使私有地址的客户端得到它们所连接的地址。</translation>
    </message>
    <message>
        <source>Names of this server that clients may ask for with HOST; empty: there is no HOST.</source>
        <translation>客户端可以用 HOST 请求的本服务器名称；空：没有 HOST 命令。</translation>
    </message>
    <message>
        <source>Addresses and networks that may connect; private: all private addresses; empty: everybody.</source>
        <translation>可以连接的地址和网络；private：所有私有地址；空：所有人。</translation>
    </message>
    <message>
        <source>PEM files for other host names of this server, each with its key. A client gets the one that names the host it asked for.</source>
        <translation>本服务器其他主机名的 PEM 文件，各自含私钥。客户端得到与其请求的主机名相符的证书。</translation>
    </message>
    <message>
        <source>Wait for a name</source>
        <translation>等待同名文件</translation>
    </message>
    <message>
        <source>Seconds that APPE, a resumed upload or a rename waits while somebody else changes the same file; 0: refused at once.</source>
        <translation>其他人正在更改同一文件时，APPE、断点续传或重命名等待的秒数；0：立即拒绝。</translation>
    </message>
    <message>
        <source>Take over an upload</source>
        <translation>接管上传</translation>
    </message>
    <message>
        <source>Seconds without a byte after which the same user&apos;s new session may go on with an upload whose old session still hangs.</source>
        <translation>旧会话仍挂起时，多少秒没有收到数据后，同一用户的新会话可以继续该上传。</translation>
    </message>
</context>
<context>
    <name>SettingsProblem</name>
    <message>
        <source>%1 is not a number of bytes, %2 to %3 would be right</source>
        <translation>%1 不是字节数，应为 %2 至 %3</translation>
    </message>
    <message>
        <source>%1 is not a number, %2 to %3 would be right</source>
        <translation>%1 不是数字，应为 %2 至 %3</translation>
    </message>
    <message>
        <source>%1 is out of range, %2 to %3 would be right</source>
        <translation>%1 超出范围，应为 %2 至 %3</translation>
    </message>
    <message>
        <source>%1 is not a switch, true or false would be right</source>
        <translation>%1 不是开关值，应为 true 或 false</translation>
    </message>
    <message>
        <source>%1 is not known, %2 would be right</source>
        <translation>%1 无法识别，应为 %2</translation>
    </message>
    <message>
        <source>%1 is not a range of ports, FROM,TO with 1 to 65535 would be right</source>
        <translation>%1 不是端口范围，应为“起始,结束”，取值 1 至 65535</translation>
    </message>
    <message>
        <source>the range begins at %1, behind its end %2; FROM,TO with the smaller port first would be right</source>
        <translation>范围的起始 %1 大于结束 %2，应将较小的端口写在前面</translation>
    </message>
    <message>
        <source>%1 is no address that a client can reach, the address that clients reach, or its host name, would be right</source>
        <translation>客户端无法访问 %1，应填写客户端可访问的地址或其主机名</translation>
    </message>
    <message>
        <source>%1 is neither an address nor a host name, the address that clients reach, or its host name, would be right</source>
        <translation>%1 既不是地址也不是主机名，应填写客户端可访问的地址或其主机名</translation>
    </message>
    <message>
        <source>%1 is not an IP address, one of this machine or nothing (all of them) would be right</source>
        <translation>%1 不是 IP 地址，应填写本机的地址，或留空（全部地址）</translation>
    </message>
    <message>
        <source>%1 is not a bucket, NAME-APPID such as examplebucket-1250000000 would be right</source>
        <translation>%1 不是存储桶名称，应为“名称-APPID”，例如 examplebucket-1250000000</translation>
    </message>
    <message>
        <source>%1 is not a region, a name such as ap-guangzhou would be right</source>
        <translation>%1 不是地域，应为 ap-guangzhou 这样的名称</translation>
    </message>
    <message>
        <source>%1 has a protocol, HOST or HOST:PORT with cos_protocol = http or https beside it would be right</source>
        <translation>%1 含有协议，应为“主机”或“主机:端口”，协议另在 cos_protocol 中设为 http 或 https</translation>
    </message>
    <message>
        <source>%1 is not an endpoint, HOST or HOST:PORT such as cos.ap-guangzhou.myqcloud.com would be right</source>
        <translation>%1 不是访问域名，应为“主机”或“主机:端口”，例如 cos.ap-guangzhou.myqcloud.com</translation>
    </message>
    <message>
        <source>the value is empty, what the console shows would be right</source>
        <translation>值为空，应填写控制台显示的内容</translation>
    </message>
    <message>
        <source>the value has blanks around it, what the console shows without them would be right</source>
        <translation>值的前后有空格，应填写控制台显示的内容，不含空格</translation>
    </message>
    <message>
        <source>the value has characters that no key has, what the console shows would be right</source>
        <translation>值含有密钥中不会出现的字符，应填写控制台显示的内容</translation>
    </message>
    <message>
        <source>the value is in quotation marks, the same without them would be right</source>
        <translation>值带有引号，应去掉引号</translation>
    </message>
    <message>
        <source>the section stands in line %1 already, one section with all its keys would be right</source>
        <translation>该节已在第 %1 行出现，应把所有键放在同一节中</translation>
    </message>
    <message>
        <source>the section has no name, [%1 NAME] would be right</source>
        <translation>该节没有名称，应为 [%1 名称]</translation>
    </message>
    <message>
        <source>the section is not known, [%1] is the nearest that is</source>
        <translation>未知的节，最接近的是 [%1]</translation>
    </message>
    <message>
        <source>the section is not known, those that are: %1</source>
        <translation>未知的节，可用的节有：%1</translation>
    </message>
    <message>
        <source>the key stands in line %1 already, one of the two would be right</source>
        <translation>该键已在第 %1 行出现，应只保留一个</translation>
    </message>
    <message>
        <source>the key does not belong here, its place is [%1]</source>
        <translation>该键不属于这里，它的位置是 [%1]</translation>
    </message>
    <message>
        <source>the key is not known, %1 is the nearest that is</source>
        <translation>未知的键，最接近的是 %1</translation>
    </message>
    <message>
        <source>the key is not known, those of this section: %1</source>
        <translation>未知的键，本节的键有：%1</translation>
    </message>
    <message>
        <source>line %1 sets the same as [%2] %3, one of the two would be right</source>
        <translation>第 %1 行与 [%2] %3 设置了同一项，应只保留一个</translation>
    </message>
    <message>
        <source>the key is missing, &apos;%1 = ...&apos; in this section would be right</source>
        <translation>缺少键，本节中应有 &apos;%1 = ...&apos;</translation>
    </message>
    <message>
        <source>the id of the bucket has other characters than letters, digits, &apos;_&apos;, &apos;-&apos; and &apos;.&apos;, [BUCKET main] would be right</source>
        <translation>存储桶的标识含有字母、数字、&apos;_&apos;、&apos;-&apos; 和 &apos;.&apos; 以外的字符，应类似 [BUCKET main]</translation>
    </message>
    <message>
        <source>another section names a bucket with this id, an id of its own would be right</source>
        <translation>另一节已使用此存储桶标识，应各有自己的标识</translation>
    </message>
    <message>
        <source>the endpoint begins with the bucket, which is put before it; %1 would be right</source>
        <translation>接入点以存储桶开头，而存储桶会自动加在前面；应为 %1</translation>
    </message>
    <message>
        <source>the section has a password too, one of the two would be right</source>
        <translation>本节还有 password，应只保留一个</translation>
    </message>
    <message>
        <source>a mount has the place / too, one of the two would be right</source>
        <translation>另有 mount 也位于 /，应只保留一个</translation>
    </message>
    <message>
        <source>the user %1 stands in line %2 already, one user of each name would be right</source>
        <translation>用户 %1 已在第 %2 行出现，每个名称只应有一个用户</translation>
    </message>
    <message>
        <source>the value names no user, NAME:PASSWORD:RW would be right</source>
        <translation>没有写出用户，应为 NAME:PASSWORD:RW</translation>
    </message>
    <message>
        <source>what follows the &apos;;&apos; after a blank is a comment, users divided by &apos;;&apos; without a blank before it would be right</source>
        <translation>空格后的 &apos;;&apos; 之后是注释，分隔用户的 &apos;;&apos; 前不应有空格</translation>
    </message>
    <message>
        <source>the entry has not three pieces, NAME:PASSWORD:RIGHTS would be right</source>
        <translation>该项不是三部分，应为 NAME:PASSWORD:RIGHTS</translation>
    </message>
    <message>
        <source>the user name is empty or has blanks around it, a name would be right</source>
        <translation>用户名为空或前后有空格，应写名称</translation>
    </message>
    <message>
        <source>the user name is empty, a name would be right</source>
        <translation>用户名为空，应写名称</translation>
    </message>
    <message>
        <source>the password is empty, a password would be right</source>
        <translation>密码为空，应写密码</translation>
    </message>
    <message>
        <source>the password has blanks around it, a password without them would be right</source>
        <translation>密码前后有空格，应去掉空格</translation>
    </message>
    <message>
        <source>no bucket is named, a section [BUCKET id], [COS_ACCOUNT] or [COS_ACCOUNT_0] would be right</source>
        <translation>没有写出存储桶，应有 [BUCKET 标识]、[COS_ACCOUNT] 或 [COS_ACCOUNT_0] 一节</translation>
    </message>
    <message>
        <source>no user is named, a section [USER name], [COS_ACCOUNT_0] or [FTP_ACCOUNT] would be right</source>
        <translation>没有写出用户，应有 [USER 名称]、[COS_ACCOUNT_0] 或 [FTP_ACCOUNT] 一节</translation>
    </message>
    <message>
        <source>the users have no bucket: in [COS_ACCOUNT_n] each section names its own user; [COS_ACCOUNT], or ftp_login_user_name, would be right</source>
        <translation>这些用户没有存储桶：[COS_ACCOUNT_n] 每节写自己的用户；应有 [COS_ACCOUNT]，或 ftp_login_user_name</translation>
    </message>
    <message>
        <source>the users have no bucket, a section [COS_ACCOUNT] would be right</source>
        <translation>这些用户没有存储桶，应有 [COS_ACCOUNT] 一节</translation>
    </message>
    <message>
        <source>no section names the bucket %1, one of %2 would be right</source>
        <translation>没有任何一节写出存储桶 %1，应为 %2 之一</translation>
    </message>
    <message>
        <source>the port %1 lies within the passive ports %2, a port outside of them would be right</source>
        <translation>端口 %1 位于被动端口 %2 之内，应选之外的端口</translation>
    </message>
    <message>
        <source>two parts of %1 do not fit into the memory_budget of %2, smaller parts or a larger budget would be right</source>
        <translation>%2 的 memory_budget 容不下两个 %1 的分块，应减小分块或增大预算</translation>
    </message>
    <message>
        <source>%1 is more than eight per core, %2 are used</source>
        <translation>%1 超过每核八个，将使用 %2</translation>
    </message>
    <message>
        <source>the file holds secrets and everyone on this machine can read it, chmod 600 would be right</source>
        <translation>文件含有密钥，而本机所有人都能读取，应 chmod 600</translation>
    </message>
    <message>
        <source>this is a folder, a file would be right</source>
        <translation>这是文件夹，应为文件</translation>
    </message>
    <message>
        <source>the file cannot be read: %1, a file that this user may read would be right</source>
        <translation>无法读取文件：%1，应为当前用户可读的文件</translation>
    </message>
    <message>
        <source>the line has a control character, printable text would be right</source>
        <translation>该行含有控制字符，应为可见文本</translation>
    </message>
    <message>
        <source>the section header has no &apos;]&apos;, [SECTION] would be right</source>
        <translation>节标题缺少 &apos;]&apos;，应为 [SECTION]</translation>
    </message>
    <message>
        <source>the section header has full-width brackets, [SECTION] would be right</source>
        <translation>节标题用了全角括号，应为 [SECTION]</translation>
    </message>
    <message>
        <source>the value begins or ends with a full-width blank, an ordinary one would be right</source>
        <translation>值的开头或结尾有全角空格，应为半角空格</translation>
    </message>
    <message>
        <source>a full-width semicolon stands in it, users divided by &apos;;&apos; would be right</source>
        <translation>其中有全角分号，用户之间应以半角 &apos;;&apos; 分隔</translation>
    </message>
    <message>
        <source>the line is not &apos;key = value&apos;</source>
        <translation>该行不是 &apos;key = value&apos;</translation>
    </message>
    <message>
        <source>the key stands outside of a section, a line with [SECTION] above it would be right</source>
        <translation>该键不在任何节内，上方应有 [SECTION] 行</translation>
    </message>
    <message>
        <source>the file is UTF-16, UTF-8 would be right</source>
        <translation>文件是 UTF-16，应为 UTF-8</translation>
    </message>
    <message>
        <source>the line has a NUL byte, a text file in UTF-8 would be right</source>
        <translation>该行含有 NUL 字节，应为 UTF-8 文本文件</translation>
    </message>
    <message>
        <source>the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 would be right</source>
        <translation>该行不是 UTF-8（可能是 GBK），应把文件保存为 UTF-8</translation>
    </message>
    <message>
        <source>the server may need %1 MiB, more than 60 % of the %2 MiB that are available; a smaller memory_budget or max_connection_num, or config_check_enable = false, would be right</source>
        <translation>服务器可能需要 %1 MiB，超过可用 %2 MiB 的 60 %；应减小 memory_budget 或 max_connection_num，或设 config_check_enable = false</translation>
    </message>
    <message>
        <source>the value is not a mount, /PATH BUCKETID FOLDER RIGHTS such as /photos main 2024/photos RW would be right</source>
        <translation>不是挂载，应为 /路径 存储桶标识 文件夹 权限，例如 /photos main 2024/photos RW</translation>
    </message>
    <message>
        <source>%1 is mounted twice, one place for each would be right</source>
        <translation>%1 挂载了两次，每个位置只应有一个</translation>
    </message>
    <message>
        <source>user %1: %2</source>
        <translation>用户 %1：%2</translation>
    </message>
    <message>
        <source>the rights are made of something else, R, W or RW would be right, or words such as list+read+write (%1)</source>
        <translation>权限的写法不对，应为 R、W 或 RW，或 list+read+write 这样的单词（%1）</translation>
    </message>
    <message>
        <source>the value is not a password hash, one that begins with $scrypt$ or $y$ would be right</source>
        <translation>该值不是密码哈希，应为以 $scrypt$ 或 $y$ 开头的哈希</translation>
    </message>
    <message>
        <source>certificates of clients are asked for and nobody is named who signs them, a PEM file would be right</source>
        <translation>要求客户端证书，却没有指定由谁签发，应填写一个 PEM 文件</translation>
    </message>
    <message>
        <source>the certificate has expired on %1, one that is valid would be right</source>
        <translation>证书已于 %1 过期，应使用有效的证书</translation>
    </message>
    <message>
        <source>the certificate is valid from %1 on only, one that is valid now would be right</source>
        <translation>证书从 %1 起才有效，应使用现在有效的证书</translation>
    </message>
    <message>
        <source>the certificate expires on %1, a new one soon would be right</source>
        <translation>证书将于 %1 过期，应尽快更换新证书</translation>
    </message>
    <message>
        <source>there is no certificate in the file (%1), a PEM file with BEGIN CERTIFICATE would be right</source>
        <translation>文件中没有证书（%1），应为含有 BEGIN CERTIFICATE 的 PEM 文件</translation>
    </message>
    <message>
        <source>the private key has a pass phrase, a key without one, in a file of mode 600, would be right</source>
        <translation>私钥带有口令，应使用不带口令、权限为 600 的密钥文件</translation>
    </message>
    <message>
        <source>there is no private key in the file, a PEM file with BEGIN PRIVATE KEY would be right</source>
        <translation>文件中没有私钥，应为含有 BEGIN PRIVATE KEY 的 PEM 文件</translation>
    </message>
    <message>
        <source>the private key is not the certificate&apos;s, the key that the certificate was made with would be right</source>
        <translation>私钥与证书不匹配，应使用生成该证书时的密钥</translation>
    </message>
    <message>
        <source>%1 is not a file, a PEM file would be right</source>
        <translation>%1 不是文件，应为 PEM 文件</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB, a PEM file would be right</source>
        <translation>%1 大于 1 MiB，应为 PEM 文件</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2, a PEM file that this user may read would be right</source>
        <translation>无法读取 %1：%2，应为当前用户可读的 PEM 文件</translation>
    </message>
    <message>
        <source>the value is not a folder with rights, /PATH RIGHTS such as /inbox write+list would be right</source>
        <translation>该值不是带权限的文件夹，应为“/路径 权限”，例如 /inbox write+list</translation>
    </message>
    <message>
        <source>%1 has rights already, one line for each folder would be right</source>
        <translation>%1 已经有权限，每个文件夹应只占一行</translation>
    </message>
    <message>
        <source>%1 is not an address and port, ftp://192.0.2.1:21 or ftps://[::]:990 would be right (* is all addresses)</source>
        <translation>%1 不是地址和端口，应为 ftp://192.0.2.1:21 或 ftps://[::]:990（* 表示所有地址）</translation>
    </message>
    <message>
        <source>%1 is not a rule, NETWORK=ADDRESS or private=local would be right</source>
        <translation>%1 不是规则，应为“网络=地址”或 private=local</translation>
    </message>
    <message>
        <source>%1 is not an address or network, 192.0.2.7, 10.0.0.0/8, 2001:db8::/32 or private would be right</source>
        <translation>%1 不是地址或网络，应为 192.0.2.7、10.0.0.0/8、2001:db8::/32 或 private</translation>
    </message>
    <message>
        <source>%1 is not a host name, ftp.example.com would be right</source>
        <translation>%1 不是主机名，应为 ftp.example.com 这样的名称</translation>
    </message>
    <message>
        <source>%1 is not a day, YYYY-MM-DD would be right</source>
        <translation>%1 不是日期，应为 YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the port %1 is the control port too, another port would be right</source>
        <translation>端口 %1 同时是控制端口，应使用其他端口</translation>
    </message>
    <message>
        <source>encryption is demanded and not offered, enabled = true beside it would be right</source>
        <translation>要求加密却未提供加密，应同时设置 enabled = true</translation>
    </message>
    <message>
        <source>encryption is demanded of the user %1 and not offered, enabled = true in [TLS] would be right</source>
        <translation>要求用户 %1 加密却未提供加密，应在 [TLS] 中设置 enabled = true</translation>
    </message>
    <message>
        <source>the name is not valid UTF-8</source>
        <translation>名称不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>the name has control characters</source>
        <translation>名称含有控制字符</translation>
    </message>
    <message>
        <source>the quotation marks of the value do not fit, one before it, one behind it and two for each one inside would be right</source>
        <translation>值的引号不成对：值的前后应各有一个，其中的每个引号应写两个</translation>
    </message>
    <message>
        <source>the value goes on in the next line, which begins with a blank; all of it in one line would be right</source>
        <translation>值延续到了以空格开头的下一行，应全部写在同一行</translation>
    </message>
    <message>
        <source>what follows the &apos;;&apos; after a blank is a comment, as in the original; the value in quotation marks would be right if it belongs to it</source>
        <translation>与原程序一样，空格后的 &apos;;&apos; 之后是注释；若它属于值，应把整个值写在双引号内</translation>
    </message>
    <message>
        <source>the &apos;%1&apos; after a blank may belong to the value or begin a comment; %2 = &quot;...&quot; with the whole value in the quotation marks, or the comment on a line of its own, would be right</source>
        <translation>空格后的 &apos;%1&apos; 既可能属于值，也可能是注释的开头；若属于值，应写成 %2 = &quot;...&quot;，整个值写在引号内；若是注释，应另起一行</translation>
    </message>
    <message>
        <source>the section is not read here, its keys in each section that needs them would be right</source>
        <translation>这里不读取此节，应把其中的键写入每个需要它们的节</translation>
    </message>
    <message>
        <source>the quotation marks are not read as a part of the password, which they are in the original; three of them on each side would be right if they are</source>
        <translation>引号不算密码的一部分，而在原程序中算；若确属密码，前后应各写三个引号</translation>
    </message>
    <message>
        <source>what follows the &apos;]&apos; is not read, a line of its own would be right</source>
        <translation>&apos;]&apos; 之后的内容不会读取，应另起一行</translation>
    </message>
    <message>
        <source>the section stands in line %1 already, both are read as one and the later keys count, as in the original</source>
        <translation>该节已在第 %1 行出现，与原程序一样，两处合为一节，以后面的键为准</translation>
    </message>
    <message>
        <source>the key stands in line %1 already, this one is used, as in the original</source>
        <translation>该键已在第 %1 行出现，与原程序一样，以此处为准</translation>
    </message>
    <message>
        <source>%1 is below the store&apos;s smallest part, %2 are used</source>
        <translation>%1 小于存储服务的最小分块，将使用 %2</translation>
    </message>
    <message>
        <source>two parts of %1 do not fit into the memory_budget of %2, parts of %3 are used</source>
        <translation>%2 的 memory_budget 容不下两个 %1 的分块，将使用 %3 的分块</translation>
    </message>
    <message>
        <source>the value is the one of the example, so no address is announced; the address that clients reach, or nothing, would be right</source>
        <translation>这是示例中的占位值，因此不公布地址；应填写客户端可以访问的地址，或留空</translation>
    </message>
    <message>
        <source>%1 is not an APPID, a number such as 1250000000 would be right</source>
        <translation>%1 不是 APPID，应为数字，例如 1250000000</translation>
    </message>
    <message>
        <source>the line has a full-width colon or equals sign, &apos;=&apos; would be right</source>
        <translation>该行使用了全角的 &apos;＝&apos; 或 &apos;：&apos;，应为半角的 &apos;=&apos;</translation>
    </message>
</context>
<context>
    <name>StoreAdvice</name>
    <message>
        <source>The secret key does not belong to this secret id: copy it again.</source>
        <translation>SecretKey 与此 SecretId 不匹配：请重新复制。</translation>
    </message>
    <message>
        <source>COS does not know this secret id: check it, and that the key was not disabled or deleted.</source>
        <translation>COS 不认识此 SecretId：请检查，并确认密钥没有被禁用或删除。</translation>
    </message>
    <message>
        <source>COS does not know this secret id: copy it again.</source>
        <translation>COS 不认识此 SecretId：请重新复制。</translation>
    </message>
    <message>
        <source>The temporary key has expired: get a new one.</source>
        <translation>临时密钥已过期：请获取新的密钥。</translation>
    </message>
    <message>
        <source>There is no such bucket in this region: check the name (NAME-APPID) and the region.</source>
        <translation>此地域没有这个存储桶：请检查名称（NAME-APPID）和地域。</translation>
    </message>
    <message>
        <source>The bucket&apos;s name is NAME-APPID, as the console shows.</source>
        <translation>存储桶名称的格式为 NAME-APPID，与控制台显示的一致。</translation>
    </message>
    <message>
        <source>There is no such region: the console shows it beside the bucket.</source>
        <translation>没有这个地域：控制台在存储桶旁显示地域。</translation>
    </message>
    <message>
        <source>Set the clock of this machine: COS accepts at most 15 minutes of difference.</source>
        <translation>请校准本机时钟：COS 最多允许 15 分钟的偏差。</translation>
    </message>
    <message>
        <source>Switch global acceleration on for the bucket, or use another endpoint.</source>
        <translation>请为存储桶开启全球加速，或使用其他接入点。</translation>
    </message>
    <message>
        <source>There is no host of this name: check the region, and that this machine can look up names.</source>
        <translation>没有这个主机名：请检查地域，以及本机能否解析域名。</translation>
    </message>
    <message>
        <source>There is no host of this name: check the endpoint, and that this machine can look up names.</source>
        <translation>没有这个主机名：请检查接入点，以及本机能否解析域名。</translation>
    </message>
    <message>
        <source>Nothing answers there: check the endpoint, its port and the firewall.</source>
        <translation>那里没有应答：请检查接入点、端口和防火墙。</translation>
    </message>
    <message>
        <source>The encrypted connection failed: check protocol and endpoint, and the certificates of this machine.</source>
        <translation>加密连接失败：请检查协议和接入点，以及本机的证书。</translation>
    </message>
    <message>
        <source>There is no address to ask: fill in the bucket&apos;s name and its region.</source>
        <translation>没有可访问的地址：请填写存储桶名称和地域。</translation>
    </message>
    <message>
        <source>The key lacks the permission %1 for this bucket and folder: add it to the key&apos;s CAM policy.</source>
        <translation>密钥缺少对此存储桶和文件夹的权限 %1：请把它加入密钥的 CAM 策略。</translation>
    </message>
    <message>
        <source>Try again in a minute; if it stays, ask Tencent Cloud with the request id.</source>
        <translation>请稍后重试；如仍失败，请凭请求 ID 咨询腾讯云。</translation>
    </message>
</context>
<context>
    <name>TransferText</name>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>stalled: client</source>
        <translation>停滞：客户端</translation>
    </message>
    <message>
        <source>stalled: COS</source>
        <translation>停滞：COS</translation>
    </message>
    <message>
        <source>stalled</source>
        <translation>停滞</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>正在接收</translation>
    </message>
    <message>
        <source>finishing: COS confirms</source>
        <translation>正在完成：COS 确认中</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>parked, can be resumed</source>
        <translation>已保留，可续传</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 done, %2 in flight</source>
        <translation>已完成 %1，传输中 %2</translation>
    </message>
    <message>
        <source>The upload ended before the file was whole: the client went away or gave up. Nothing was changed in the bucket. Upload the file again.</source>
        <translation>上传在文件完整前结束：客户端断开或放弃。存储桶中没有任何更改。请重新上传。</translation>
    </message>
    <message>
        <source>The download ended before the whole file was sent: the client went away or gave up. Download the file again; clients can resume.</source>
        <translation>下载在文件发送完前结束：客户端断开或放弃。请重新下载，客户端可续传。</translation>
    </message>
    <message>
        <source>%1  started by %2 from %3</source>
        <translation>%1  由 %2 从 %3 开始</translation>
    </message>
    <message>
        <source>%1  last byte moved, %2 so far</source>
        <translation>%1  最后一次传输字节，已传输 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) confirmed by COS</source>
        <translation>
            <numerusform>COS 已确认 %n 个分块</numerusform>
        </translation>
    </message>
    <message>
        <source>The client has sent everything; COS has not confirmed the file yet</source>
        <translation>客户端已全部发送，COS 尚未确认文件</translation>
    </message>
    <message>
        <source>%1  ended after %2: %3</source>
        <translation>%1  %2 后结束：%3</translation>
    </message>
    <message>
        <source>COS FTP Server %1: report on a transfer</source>
        <translation>COS FTP Server %1：传输报告</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>User: %1, client: %2, session: s%3</source>
        <translation>用户：%1，客户端：%2，会话：s%3</translation>
    </message>
    <message>
        <source>Bucket: %1, key: %2</source>
        <translation>存储桶：%1，键：%2</translation>
    </message>
    <message>
        <source>Bytes: %1, expected: %2</source>
        <translation>字节：%1，预期：%2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Started (UTC): %1</source>
        <translation>开始时间 (UTC)：%1</translation>
    </message>
    <message>
        <source>Ended (UTC): %1</source>
        <translation>结束时间 (UTC)：%1</translation>
    </message>
    <message>
        <source>Average speed: %1</source>
        <translation>平均速度：%1</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Reference in the client&apos;s reply and the log: %1</source>
        <translation>客户端回复和日志中的编号：%1</translation>
    </message>
    <message>
        <source>The upload was interrupted. The first %1 are kept in the bucket, seen by nobody else; the client can resume it.</source>
        <translation>上传被中断。前 %1 保留在存储桶中，他人不可见；客户端可以续传。</translation>
    </message>
    <message>
        <source>waiting: file in use</source>
        <translation>等待中：文件正被使用</translation>
    </message>
</context>
<context>
    <name>UserList</name>
    <message>
        <source>%1 is no column; %2 are known.</source>
        <translation>%1 不是列名；可用的有 %2。</translation>
    </message>
    <message>
        <source>There are more fields than columns.</source>
        <translation>字段比列多。</translation>
    </message>
    <message>
        <source>A list of users is wanted.</source>
        <translation>应为用户列表。</translation>
    </message>
    <message>
        <source>%1 is not known; %2 are.</source>
        <translation>未知的 %1；可用的有 %2。</translation>
    </message>
    <message>
        <source>A name without blanks around it is needed.</source>
        <translation>需要一个前后没有空格的名称。</translation>
    </message>
    <message>
        <source>The name has a character that cannot be kept.</source>
        <translation>名称含有无法保存的字符。</translation>
    </message>
    <message>
        <source>There is no bucket %1.</source>
        <translation>没有存储桶 %1。</translation>
    </message>
    <message>
        <source>The user needs a folder, such as &quot;/ %1 / RW&quot;.</source>
        <translation>用户需要一个文件夹，例如“/ %1 / RW”。</translation>
    </message>
    <message>
        <source>Either a password or its hash can be given.</source>
        <translation>密码和密码哈希只能给出其一。</translation>
    </message>
    <message>
        <source>A new user needs a password, or its hash.</source>
        <translation>新用户需要密码或密码哈希。</translation>
    </message>
    <message>
        <source>The name stands in the list twice.</source>
        <translation>该名称在列表中出现了两次。</translation>
    </message>
    <message>
        <source>The file names no user.</source>
        <translation>文件中没有用户。</translation>
    </message>
</context>
<context>
    <name>cosftp::AboutDialog</name>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>About COS FTP Server</source>
        <translation>关于 COS FTP Server</translation>
    </message>
    <message>
        <source>COS FTP Server</source>
        <translation>COS FTP Server</translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation>全部复制(&amp;C)</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation>文件位置</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>This program is free software under the GNU General Public License, version 3 or later. It comes with no warranty. It uses Qt (LGPL 3), Qt Charts (GPL 3), QtKeychain (BSD), OpenSSL (Apache 2.0), GNU libmicrohttpd (LGPL 2.1), SQLite and liblzma (public domain).</source>
        <translation>本程序是自由软件，按 GNU 通用公共许可证第 3 版或更高版本发布，不提供任何担保。本程序使用 Qt (LGPL 3)、Qt Charts (GPL 3)、QtKeychain (BSD)、OpenSSL (Apache 2.0)、GNU libmicrohttpd (LGPL 2.1)、SQLite 和 liblzma（公有领域）。</translation>
    </message>
</context>
<context>
    <name>cosftp::AddressPanel</name>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Clients cannot connect now</source>
        <translation>客户端目前无法连接</translation>
    </message>
    <message>
        <source>Clients connect to</source>
        <translation>客户端连接地址</translation>
    </message>
    <message>
        <source>Told to clients for data connections</source>
        <translation>告知客户端的数据连接地址</translation>
    </message>
    <message>
        <source>Address for data connections</source>
        <translation>数据连接地址</translation>
    </message>
    <message>
        <source>the address they connected to</source>
        <translation>客户端所连接的地址</translation>
    </message>
</context>
<context>
    <name>cosftp::BackupDialog</name>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backups of the settings</source>
        <translation>设置的备份</translation>
    </message>
    <message>
        <source>There is no backup yet. One is kept before each change.</source>
        <translation>还没有备份。每次更改前会保留一份备份。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n bucket(s)</source>
        <translation>
            <numerusform>%n 个存储桶</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n 个用户</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2. The present settings are kept as a backup too.</source>
        <translation>%1，%2。当前设置也会保留为备份。</translation>
    </message>
</context>
<context>
    <name>cosftp::BanModel</name>
    <message numerus="yes">
        <source>%n with unknown name(s)</source>
        <translation>
            <numerusform>另有 %n 次使用未知用户名</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止于</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Names that were tried</source>
        <translation>尝试过的用户名</translation>
    </message>
    <message>
        <source>wrong logins</source>
        <translation>登录错误</translation>
    </message>
    <message>
        <source>failed TLS handshakes</source>
        <translation>TLS 握手失败</translation>
    </message>
</context>
<context>
    <name>cosftp::BansPage</name>
    <message numerus="yes">
        <source>%n banned address(es)</source>
        <translation>
            <numerusform>%n 个被封禁的地址</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>显示 %1/%2 项</translation>
    </message>
    <message>
        <source>Never banned from now on: %1. The list stands in the settings, section Security.</source>
        <translation>从现在起不再封禁：%1。名单在设置的“安全”一节。</translation>
    </message>
    <message>
        <source>Somebody else has just changed the settings. Try again.</source>
        <translation>设置刚被他人更改，请重试。</translation>
    </message>
    <message>
        <source>The settings were not changed. %1</source>
        <translation>设置未更改。%1</translation>
    </message>
    <message>
        <source>&amp;Unban</source>
        <translation>解除封禁(&amp;U)</translation>
    </message>
    <message>
        <source>Ends the bans of the selected addresses at once (Delete)</source>
        <translation>立即解除所选地址的封禁（Delete）</translation>
    </message>
    <message>
        <source>&amp;Never ban</source>
        <translation>从不封禁(&amp;N)</translation>
    </message>
    <message>
        <source>Puts the selected addresses into the settings: they are never banned again</source>
        <translation>把所选地址写入设置：不再封禁它们</translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation>复制地址(&amp;A)</translation>
    </message>
    <message>
        <source>Banned addresses</source>
        <translation>被封禁的地址</translation>
    </message>
    <message>
        <source>Nobody is banned</source>
        <translation>没有被封禁的地址</translation>
    </message>
    <message>
        <source>An address that tries many wrong passwords gets no session for a while and appears here.</source>
        <translation>多次尝试错误密码的地址会暂时不能建立会话，并显示在这里。</translation>
    </message>
    <message>
        <source>When addresses are banned</source>
        <translation>何时封禁地址</translation>
    </message>
    <message>
        <source>No ban fits</source>
        <translation>没有符合的封禁</translation>
    </message>
    <message>
        <source>No ban contains the text you look for.</source>
        <translation>没有封禁包含您要找的文字。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>封禁</translation>
    </message>
</context>
<context>
    <name>cosftp::BucketEditor</name>
    <message>
        <source>A name of letters, digits, &apos;_&apos;, &apos;-&apos; and &apos;.&apos; is needed.</source>
        <translation>名称须由字母、数字、“_”、“-”和“.”组成。</translation>
    </message>
    <message>
        <source>Another bucket has this name already.</source>
        <translation>已有同名的存储桶。</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Na&amp;me in the settings</source>
        <translation>设置中的名称(&amp;M)</translation>
    </message>
    <message>
        <source>Name in the settings</source>
        <translation>设置中的名称</translation>
    </message>
    <message>
        <source>Way to the bucket</source>
        <translation>访问存储桶的方式</translation>
    </message>
    <message>
        <source>By its region (usual, free of charge inside the region)</source>
        <translation>按地域访问（常用，同地域内免流量费）</translation>
    </message>
    <message>
        <source>Internal network of Tencent Cloud only</source>
        <translation>仅腾讯云内网</translation>
    </message>
    <message>
        <source>Global acceleration (must be on for the bucket)</source>
        <translation>全球加速（须在存储桶上开启）</translation>
    </message>
    <message>
        <source>Another host</source>
        <translation>其他主机</translation>
    </message>
</context>
<context>
    <name>cosftp::BucketHealthPanel</name>
    <message>
        <source>not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>checking ...</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>The settings name no bucket yet.</source>
        <translation>设置中还没有存储桶。</translation>
    </message>
    <message>
        <source>Checked at %1</source>
        <translation>检查时间：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::BucketPage</name>
    <message>
        <source>Show the SecretKey</source>
        <translation>显示 SecretKey</translation>
    </message>
    <message>
        <source>Hide the SecretKey</source>
        <translation>隐藏 SecretKey</translation>
    </message>
    <message>
        <source>Both are in the Tencent Cloud console: the bucket in the list of buckets, the key under Access Management, API keys. A key of a sub-user with rights on this bucket alone is best.</source>
        <translation>两者都可在腾讯云控制台找到：存储桶在存储桶列表中，密钥在“访问管理 &gt; API 密钥”中。建议使用仅对此存储桶有权限的子用户密钥。</translation>
    </message>
    <message>
        <source>Looking for a keychain…</source>
        <translation>正在查找钥匙串…</translation>
    </message>
    <message>
        <source>In the keychain of your desktop, not in the settings file.</source>
        <translation>保存在桌面钥匙串中，不写入设置文件。</translation>
    </message>
    <message>
        <source>In a file that only you can read, not in the settings file.</source>
        <translation>保存在仅您可读的文件中，不写入设置文件。</translation>
    </message>
    <message>
        <source>Where the SecretKey is kept</source>
        <translation>SecretKey 保存位置</translation>
    </message>
    <message>
        <source>Enter the bucket&apos;s name, or paste its address.</source>
        <translation>请输入存储桶名称，或粘贴其地址。</translation>
    </message>
    <message>
        <source>A bucket&apos;s name ends in the APPID: examplebucket-1250000000.</source>
        <translation>存储桶名称以 APPID 结尾：examplebucket-1250000000。</translation>
    </message>
    <message>
        <source>Enter a host, such as https://cos.example.com or http://10.0.0.7:9000, without the bucket.</source>
        <translation>请输入主机，例如 https://cos.example.com 或 http://10.0.0.7:9000，不含存储桶。</translation>
    </message>
    <message>
        <source>Choose the bucket&apos;s region; the console shows it.</source>
        <translation>请选择存储桶的地域，可在控制台查看。</translation>
    </message>
    <message>
        <source>A region is written like ap-guangzhou.</source>
        <translation>地域的写法如 ap-guangzhou。</translation>
    </message>
    <message>
        <source>Enter the SecretId; it begins with AKID.</source>
        <translation>请输入 SecretId，以 AKID 开头。</translation>
    </message>
    <message>
        <source>Enter the SecretKey that belongs to the SecretId.</source>
        <translation>请输入与 SecretId 对应的 SecretKey。</translation>
    </message>
    <message>
        <source>The keychain has not answered yet; wait a moment.</source>
        <translation>钥匙串尚未响应，请稍候。</translation>
    </message>
    <message>
        <source>Public (works everywhere)</source>
        <translation>公网（任何地方可用）</translation>
    </message>
    <message>
        <source>Internal (only from a CVM in this region)</source>
        <translation>内网（仅限同地域的 CVM）</translation>
    </message>
    <message>
        <source>Global acceleration</source>
        <translation>全球加速</translation>
    </message>
    <message>
        <source>Another address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>B&amp;ucket</source>
        <translation>存储桶(&amp;U)</translation>
    </message>
    <message>
        <source>Its name with the APPID. Or paste its address from the console, or a cos:// address: the other fields fill themselves.</source>
        <translation>带 APPID 的名称。也可粘贴控制台中的地址或 cos:// 地址，其他字段会自动填写。</translation>
    </message>
    <message>
        <source>&amp;Region</source>
        <translation>地域(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Endpoint</source>
        <translation>访问域名(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>主机(&amp;H)</translation>
    </message>
    <message>
        <source>https:// or http://, host and port, without the bucket.</source>
        <translation>https:// 或 http://、主机和端口，不含存储桶。</translation>
    </message>
    <message>
        <source>Secret&amp;Id</source>
        <translation>Secret&amp;Id</translation>
    </message>
    <message>
        <source>&amp;SecretKey</source>
        <translation>&amp;SecretKey</translation>
    </message>
    <message>
        <source>As&amp;k the keychain again</source>
        <translation>重新查询钥匙串(&amp;K)</translation>
    </message>
    <message>
        <source>Keep it in a &amp;file that only I can read</source>
        <translation>保存在仅我可读的文件中(&amp;F)</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Your bucket and its key</source>
        <translation>您的存储桶及其密钥</translation>
    </message>
</context>
<context>
    <name>cosftp::BucketPanel</name>
    <message>
        <source>Keep keys in a file</source>
        <translation>将密钥保存在文件中</translation>
    </message>
    <message numerus="yes">
        <source>%1 is used by %n user(s): %2. Give them another bucket first.</source>
        <translation>
            <numerusform>%1 正被 %n 个用户使用：%2。请先为其指定其他存储桶。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete a bucket</source>
        <translation>删除存储桶</translation>
    </message>
    <message>
        <source>Delete the bucket %1 from the settings?</source>
        <translation>从设置中删除存储桶 %1？</translation>
    </message>
    <message>
        <source>Its files in Tencent Cloud stay as they are.</source>
        <translation>腾讯云中的文件保持不变。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>the SecretKey is missing</source>
        <translation>缺少 SecretKey</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>&amp;New bucket</source>
        <translation>新建存储桶(&amp;N)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>创建副本(&amp;U)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>No bucket yet</source>
        <translation>还没有存储桶</translation>
    </message>
    <message>
        <source>A bucket of Tencent Cloud COS is where the files of your users lie.</source>
        <translation>用户的文件存放在腾讯云 COS 的存储桶中。</translation>
    </message>
    <message>
        <source>New bucket</source>
        <translation>新建存储桶</translation>
    </message>
    <message>
        <source>Unfinished uploads</source>
        <translation>未完成的上传</translation>
    </message>
    <message>
        <source>Sho&amp;w them…</source>
        <translation>查看(&amp;W)…</translation>
    </message>
    <message>
        <source>Parts of files that were never completed, seen by nobody.</source>
        <translation>从未完成的文件的分块，没有人能看到。</translation>
    </message>
</context>
<context>
    <name>cosftp::BucketTestCard</name>
    <message>
        <source>Reach the bucket</source>
        <translation>连接存储桶</translation>
    </message>
    <message>
        <source>List files</source>
        <translation>列出文件</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Upload large files in parts</source>
        <translation>分块上传大文件</translation>
    </message>
    <message>
        <source>Copy (rename)</source>
        <translation>复制（重命名）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>not tried: a step before it failed</source>
        <translation>未尝试：前面的步骤失败</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>一切正常。</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) failed.</source>
        <translation>
            <numerusform>%n 个步骤失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>&amp;Test this bucket</source>
        <translation>测试此存储桶(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;top the test</source>
        <translation>停止测试(&amp;T)</translation>
    </message>
    <message>
        <source>Tries every permission with small files that are removed again.</source>
        <translation>用小文件逐项测试权限，测试后删除。</translation>
    </message>
</context>
<context>
    <name>cosftp::CertificateCard</name>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹（SHA-256）</translation>
    </message>
</context>
<context>
    <name>cosftp::ConnectPanel</name>
    <message>
        <source>Start the server to see how clients connect to it.</source>
        <translation>启动服务器后可查看客户端的连接方式。</translation>
    </message>
    <message>
        <source>&amp;Program</source>
        <translation>程序(&amp;P)</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>cosftp::CopyField</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::DayField</name>
    <message>
        <source>The account ends after</source>
        <translation>账号到期日</translation>
    </message>
    <message>
        <source>The last day on which the user can log in, in universal time (UTC).</source>
        <translation>用户可以登录的最后一天，世界标准时间（UTC）。</translation>
    </message>
    <message>
        <source>This day is over: the user cannot log in any more.</source>
        <translation>该日期已过：用户不能再登录。</translation>
    </message>
</context>
<context>
    <name>cosftp::Desktop</name>
    <message>
        <source>Settings of the server</source>
        <translation>服务器设置</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
</context>
<context>
    <name>cosftp::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>cosftp::DeviceForm</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>As the device: %1</source>
        <translation>按设备：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::DonePage</name>
    <message>
        <source>Your server is running</source>
        <translation>服务器已在运行</translation>
    </message>
    <message>
        <source>The server could not be started</source>
        <translation>无法启动服务器</translation>
    </message>
    <message>
        <source>Write the password down now, it is not shown again. This is how people connect:</source>
        <translation>请立即记下密码，之后不再显示。连接方式如下：</translation>
    </message>
    <message>
        <source>Your answers are stored. Go back, change what is named here, and finish again.</source>
        <translation>您的填写已保存。请返回修改此处指出的内容，然后再次完成。</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Some of the settings take effect when the server is started the next time.</source>
        <translation>部分设置在下次启动服务器时生效。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Copy &amp;text</source>
        <translation>复制文本(&amp;T)</translation>
    </message>
    <message>
        <source>How to connect</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
</context>
<context>
    <name>cosftp::ExportDialog</name>
    <message>
        <source>&amp;Without secrets: comments say what to fill in</source>
        <translation>不含密钥和密码：注释会说明要填写的内容(&amp;W)</translation>
    </message>
    <message>
        <source>With &amp;secrets: keys and passwords</source>
        <translation>包含密钥和密码(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;File for cosftpd on a server without a desktop</source>
        <translation>供无桌面服务器上的 cosftpd 使用的文件(&amp;F)</translation>
    </message>
    <message>
        <source>Whoever reads this file can use your bucket. Only you may read it (mode 0600); move it over a safe line and delete the copy.</source>
        <translation>能读取此文件的人就能使用您的存储桶。只有您可读（权限 0600）；请通过安全的线路传送并删除副本。</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::FileChooser</name>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>证书和密钥 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation>选择文件：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::FirstRunWizard</name>
    <message>
        <source>Leave the wizard?</source>
        <translation>离开向导？</translation>
    </message>
    <message>
        <source>What you entered is lost. Nothing has been changed.</source>
        <translation>您填写的内容将丢失。没有任何更改。</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>离开(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>留下(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set up COS FTP Server</source>
        <translation>配置 COS FTP Server</translation>
    </message>
</context>
<context>
    <name>cosftp::FolderRightsList</name>
    <message>
        <source>This folder has rights already.</source>
        <translation>该文件夹已经有权限。</translation>
    </message>
    <message>
        <source>Other &amp;rights for a folder</source>
        <translation>文件夹的其他权限(&amp;R)</translation>
    </message>
    <message>
        <source>They hold for the folder and what lies below it, as the user sees it; the deepest folder counts.</source>
        <translation>适用于用户所见的该文件夹及其下级；以最深的文件夹为准。</translation>
    </message>
</context>
<context>
    <name>cosftp::FolderRightsRow</name>
    <message>
        <source>The place in the user&apos;s tree begins with &apos;/&apos;.</source>
        <translation>用户目录树中的位置须以“/”开头。</translation>
    </message>
    <message>
        <source>The path has a character that cannot be typed.</source>
        <translation>路径含有无法输入的字符。</translation>
    </message>
    <message>
        <source>Folder, as the user sees it</source>
        <translation>用户所见的文件夹</translation>
    </message>
    <message>
        <source>Take this folder&apos;s rights out</source>
        <translation>去掉此文件夹的权限</translation>
    </message>
</context>
<context>
    <name>cosftp::HelpDialog</name>
    <message>
        <source>Keyboard help</source>
        <translation>键盘帮助</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <source>Refresh this page</source>
        <translation>刷新本页</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Delete, kick or abort what is selected</source>
        <translation>删除、断开或中止所选项</translation>
    </message>
    <message>
        <source>Close a message, cancel a dialog, empty a search</source>
        <translation>关闭消息、取消对话框、清空搜索</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>cosftp::HistoryExport</name>
    <message>
        <source>Started (UTC)</source>
        <translation>开始时间 (UTC)</translation>
    </message>
    <message>
        <source>Ended (UTC)</source>
        <translation>结束时间 (UTC)</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Milliseconds</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>cosftp::HistoryModel</name>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
</context>
<context>
    <name>cosftp::HistoryPage</name>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>%n 个传输</numerusform>
        </translation>
    </message>
    <message>
        <source>No transfer fits</source>
        <translation>没有符合的传输</translation>
    </message>
    <message>
        <source>No ended transfer passes these filters.</source>
        <translation>没有已结束的传输符合这些筛选条件。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Nothing was transferred yet</source>
        <translation>还没有传输</translation>
    </message>
    <message>
        <source>Every transfer that has ended appears here, and stays when the program is closed.</source>
        <translation>已结束的传输都显示在这里，关闭程序后仍会保留。</translation>
    </message>
    <message>
        <source>%1 of %2 by %3, %4, %5</source>
        <translation>%1/%2，%3，%4，%5</translation>
    </message>
    <message>
        <source>Export history</source>
        <translation>导出历史</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>The export failed: %1</source>
        <translation>导出失败：%1</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was left.</source>
        <translation>导出已取消，没有留下文件。</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>清空历史</translation>
    </message>
    <message>
        <source>All recorded transfers would be forgotten. The files in the buckets stay.</source>
        <translation>将清除全部传输记录。存储桶中的文件保持不变。</translation>
    </message>
    <message>
        <source>&amp;Clear history</source>
        <translation>清空历史(&amp;C)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>全部结果</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>全部方向</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任意时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>From ... to</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>Path contains</source>
        <translation>路径包含</translation>
    </message>
    <message>
        <source>User contains</source>
        <translation>用户包含</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Export ...</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Clear history ...</source>
        <translation>清空历史(&amp;C)…</translation>
    </message>
    <message>
        <source>Copy &amp;report</source>
        <translation>复制报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
</context>
<context>
    <name>cosftp::HistoryStore</name>
    <message>
        <source>The history of transfers cannot be written: %1</source>
        <translation>无法写入传输历史：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::ImportDialog</name>
    <message>
        <source>Taken over</source>
        <translation>已沿用</translation>
    </message>
    <message>
        <source>Not used: %1</source>
        <translation>未使用：%1</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>已略去：%1</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Settings file of the original program (vsftpd.conf)</source>
        <translation>原程序的设置文件 (vsftpd.conf)(&amp;S)</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>What becomes of the settings</source>
        <translation>设置的转换结果</translation>
    </message>
    <message>
        <source>Choose a file. Nothing is changed before you import it.</source>
        <translation>请选择文件。导入前不会更改任何内容。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>The file cannot be imported:
%1</source>
        <translation>无法导入文件：
%1</translation>
    </message>
    <message numerus="yes">
        <source>%n bucket(s)</source>
        <translation>
            <numerusform>%n 个存储桶</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n 个用户</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2. The present settings are replaced; a backup of them is kept.</source>
        <translation>%1，%2。当前设置将被替换，并保留备份。</translation>
    </message>
    <message>
        <source>(not shown)</source>
        <translation>（不显示）</translation>
    </message>
</context>
<context>
    <name>cosftp::JobPanel</name>
    <message>
        <source>Folders that are being renamed or deleted</source>
        <translation>正在重命名或删除的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::LivePage</name>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>显示 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>显示 %1/%2 项</translation>
    </message>
    <message>
        <source>&amp;Freeze list</source>
        <translation>冻结列表(&amp;F)</translation>
    </message>
    <message>
        <source>Keeps the rows and their order while the numbers go on</source>
        <translation>数值继续更新，行及其顺序保持不变</translation>
    </message>
    <message>
        <source>%1, as last seen before the server stopped</source>
        <translation>%1（服务器停止前的状态）</translation>
    </message>
</context>
<context>
    <name>cosftp::LogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>cosftp::LogPage</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1/%2 行</translation>
    </message>
    <message>
        <source>%1, searching ...</source>
        <translation>%1，正在搜索…</translation>
    </message>
    <message>
        <source>No line fits</source>
        <translation>没有符合的行</translation>
    </message>
    <message>
        <source>No line of the log passes these filters.</source>
        <translation>没有日志行符合这些筛选条件。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Nothing was logged yet</source>
        <translation>还没有日志</translation>
    </message>
    <message>
        <source>What the server does appears here, line by line.</source>
        <translation>服务器的活动逐行显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>The last %n line(s) were copied. Save the log to have all of them.</source>
        <translation>
            <numerusform>已复制最后 %n 行。如需全部内容，请保存日志。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Text (*.log *.txt);;Comma-separated values (*.csv)</source>
        <translation>文本 (*.log *.txt);;逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>The log could not be saved: %1</source>
        <translation>无法保存日志：%1</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Saving was cancelled; no file was left.</source>
        <translation>保存已取消，没有留下文件。</translation>
    </message>
    <message>
        <source>The folder %1 could not be opened.</source>
        <translation>无法打开文件夹 %1。</translation>
    </message>
    <message>
        <source>The settings name no folder for log files</source>
        <translation>设置中没有指定日志文件夹</translation>
    </message>
    <message>
        <source>Opens %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>全部级别</translation>
    </message>
    <message>
        <source>Information and above</source>
        <translation>信息及以上</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>全部模块</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part of the server</source>
        <translation>服务器模块</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation>跟随(&amp;O)</translation>
    </message>
    <message>
        <source>Shows new lines as they come; scrolling up stops it</source>
        <translation>实时显示新行，向上滚动时停止</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>As &amp;text</source>
        <translation>复制为文本(&amp;T)</translation>
    </message>
    <message>
        <source>As &amp;CSV</source>
        <translation>复制为 CSV(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save ...</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>Empties this view; log files stay</source>
        <translation>清空此视图，日志文件保持不变</translation>
    </message>
</context>
<context>
    <name>cosftp::MainWindow</name>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>COS FTP Server</source>
        <translation>COS FTP Server</translation>
    </message>
    <message>
        <source>Set-up assistant</source>
        <translation>配置向导</translation>
    </message>
    <message>
        <source>Keyboard help</source>
        <translation>键盘帮助</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>cosftp::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>cosftp::MountList</name>
    <message>
        <source>Another folder is at this place already.</source>
        <translation>此位置已有其他文件夹。</translation>
    </message>
    <message>
        <source>Add a &amp;folder</source>
        <translation>添加文件夹(&amp;F)</translation>
    </message>
</context>
<context>
    <name>cosftp::MountRow</name>
    <message>
        <source>The place in the user&apos;s tree begins with &apos;/&apos;.</source>
        <translation>用户目录树中的位置须以“/”开头。</translation>
    </message>
    <message>
        <source>The place in the user&apos;s tree cannot have blanks.</source>
        <translation>用户目录树中的位置不能含空格。</translation>
    </message>
    <message>
        <source>A bucket is needed.</source>
        <translation>请选择存储桶。</translation>
    </message>
    <message>
        <source>At least one right is needed; to lock a user out, disable the user.</source>
        <translation>至少需要一项权限；如需禁止登录，请禁用用户。</translation>
    </message>
    <message>
        <source>Place in the user&apos;s tree</source>
        <translation>用户目录树中的位置</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Folder of the bucket</source>
        <translation>存储桶中的文件夹</translation>
    </message>
    <message>
        <source>the whole bucket</source>
        <translation>整个存储桶</translation>
    </message>
    <message>
        <source>Take this folder out</source>
        <translation>移除此文件夹</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
</context>
<context>
    <name>cosftp::NetworkPage</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>How clients reach the server</source>
        <translation>客户端如何访问服务器</translation>
    </message>
    <message>
        <source>FTP uses one port for commands and a further one for each file or listing. All of them have to be open in the firewall or security group.</source>
        <translation>FTP 使用一个命令端口，每个文件或列表另用一个端口。这些端口都须在防火墙或安全组中放行。</translation>
    </message>
    <message>
        <source>The first port is above the last one.</source>
        <translation>起始端口大于结束端口。</translation>
    </message>
    <message>
        <source>This port is one of those for files. Choose one outside of %1 to %2.</source>
        <translation>此端口属于文件端口。请选择 %1 到 %2 之外的端口。</translation>
    </message>
    <message>
        <source>Enter an IP address or a host name, without port.</source>
        <translation>请输入 IP 地址或主机名，不含端口。</translation>
    </message>
    <message>
        <source>Every computer that reaches this one</source>
        <translation>能访问本机的所有计算机</translation>
    </message>
    <message>
        <source>Only programs on this computer</source>
        <translation>仅本机上的程序</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two port numbers</comment>
        <translation>到</translation>
    </message>
    <message>
        <source>Last port for files</source>
        <translation>文件端口的结束端口</translation>
    </message>
    <message>
        <source>the address that the client came to</source>
        <translation>客户端所访问的地址</translation>
    </message>
    <message>
        <source>&amp;Who may connect</source>
        <translation>谁可以连接(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Port for commands</source>
        <translation>命令端口(&amp;P)</translation>
    </message>
    <message>
        <source>21 is the usual one, but needs administrator rights.</source>
        <translation>通常为 21，但需要管理员权限。</translation>
    </message>
    <message>
        <source>Ports for &amp;files</source>
        <translation>文件端口(&amp;F)</translation>
    </message>
    <message>
        <source>One for each transfer at a time; ten are enough for a few users.</source>
        <translation>每个传输占用一个；用户不多时十个就够。</translation>
    </message>
    <message>
        <source>&amp;Announced address</source>
        <translation>公布地址(&amp;A)</translation>
    </message>
    <message>
        <source>On a cloud server (CVM) or behind a router: the public address. Otherwise clients log in and then see no files. Leave it empty if clients are in the same network.</source>
        <translation>在云服务器 (CVM) 上或路由器之后：填写公网地址，否则客户端登录后看不到文件。客户端在同一网络时请留空。</translation>
    </message>
    <message>
        <source>First port for files</source>
        <translation>文件端口的起始端口</translation>
    </message>
</context>
<context>
    <name>cosftp::NetworkTestDialog</name>
    <message>
        <source>&amp;Copy result</source>
        <translation>复制结果(&amp;C)</translation>
    </message>
    <message>
        <source>Test the network</source>
        <translation>测试网络</translation>
    </message>
    <message>
        <source>Tried on the server&apos;s machine, without the Internet. Whether a router or a firewall lets clients through can only be seen from outside.</source>
        <translation>在服务器所在机器上测试，不需要互联网。路由器或防火墙是否放行客户端，只能从外部看出。</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Nothing is wrong here.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) should be looked at.</source>
        <translation>
            <numerusform>有 %n 项需要检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>重新测试(&amp;T)</translation>
    </message>
</context>
<context>
    <name>cosftp::OriginalNotice</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Sections of the original program</source>
        <translation>原程序的段</translation>
    </message>
    <message>
        <source>The buckets and users of this file stand in sections of the original program. The server reads them as they are. To edit them here they become sections of COS FTP Server; passwords, rights and comments elsewhere stay. Nothing is written before you apply, and the old file is kept.</source>
        <translation>此文件中的存储桶和用户位于原程序的段中，服务器可直接读取。如需在此编辑，将转换为 COS FTP Server 的段；密码、权限和其他位置的注释保持不变。应用前不会写入任何内容，旧文件会保留。</translation>
    </message>
    <message>
        <source>&amp;Convert to edit</source>
        <translation>转换后编辑(&amp;C)</translation>
    </message>
</context>
<context>
    <name>cosftp::OverviewPage</name>
    <message>
        <source>%1 of %2 hold parts of files that are on their way</source>
        <translation>%1/%2 用于正在传输的文件分块</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>How to connect</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Speed of the last minutes</source>
        <translation>最近几分钟的速度</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Last problems</source>
        <translation>最近的问题</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>Download speed</source>
        <translation>下载速度</translation>
    </message>
    <message>
        <source>Chec&amp;k now</source>
        <translation>立即检查(&amp;K)</translation>
    </message>
    <message>
        <source>Dis&amp;miss</source>
        <translation>忽略(&amp;M)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>&amp;Unfinished uploads</source>
        <translation>未完成的上传(&amp;U)</translation>
    </message>
</context>
<context>
    <name>cosftp::PreferencesPage</name>
    <message>
        <source>As the system</source>
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
        <source>The entry starts %1, which is not this program.</source>
        <translation>启动项启动的是 %1，不是本程序。</translation>
    </message>
    <message>
        <source>Starts %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Window and tray</source>
        <translation>窗口和托盘</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>修复(&amp;R)</translation>
    </message>
    <message>
        <source>Start the &amp;server with the program</source>
        <translation>随程序启动服务器(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Closing the window keeps the server running in the tray</source>
        <translation>关闭窗口后服务器在托盘中继续运行(&amp;C)</translation>
    </message>
    <message>
        <source>Tray icon in &amp;one colour</source>
        <translation>单色托盘图标(&amp;O)</translation>
    </message>
    <message>
        <source>An &amp;upload has finished</source>
        <translation>上传完成(&amp;U)</translation>
    </message>
    <message>
        <source>A transfer has &amp;failed</source>
        <translation>传输失败(&amp;F)</translation>
    </message>
    <message>
        <source>The server does &amp;not run</source>
        <translation>服务器未运行(&amp;N)</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Start the program at lo&amp;g-in, in the tray</source>
        <translation>登录时启动程序并收至托盘(&amp;G)</translation>
    </message>
    <message>
        <source>A user has logged &amp;in</source>
        <translation>用户登录(&amp;I)</translation>
    </message>
    <message>
        <source>An address was &amp;banned</source>
        <translation>地址被封禁(&amp;B)</translation>
    </message>
</context>
<context>
    <name>cosftp::ProbeRow</name>
    <message>
        <source>Reach the bucket</source>
        <translation>连接存储桶</translation>
    </message>
    <message>
        <source>List its files</source>
        <translation>列出文件</translation>
    </message>
    <message>
        <source>Upload a small file</source>
        <translation>上传小文件</translation>
    </message>
    <message>
        <source>Download it again</source>
        <translation>下载该文件</translation>
    </message>
    <message>
        <source>Upload in parts (large files)</source>
        <translation>分块上传（大文件）</translation>
    </message>
    <message>
        <source>Copy (renaming)</source>
        <translation>复制（重命名）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The store said: %1</source>
        <translation>存储返回：%1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未尝试</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Change the field…</source>
        <translation>更改字段…</translation>
    </message>
    <message>
        <source>Change the field that &quot;%1&quot; names</source>
        <translation>更改“%1”所指的字段</translation>
    </message>
</context>
<context>
    <name>cosftp::ProblemPanel</name>
    <message>
        <source>All is well: no problems.</source>
        <translation>一切正常，没有问题。</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>cosftp::QuotaBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Used part of the quota</source>
        <translation>配额已用部分</translation>
    </message>
</context>
<context>
    <name>cosftp::RightsDialog</name>
    <message>
        <source>Rights of %1</source>
        <translation>%1 的权限</translation>
    </message>
    <message>
        <source>&amp;Path, as the user sees it</source>
        <translation>路径（用户所见）(&amp;P)</translation>
    </message>
</context>
<context>
    <name>cosftp::RightsField</name>
    <message>
        <source>Custom…</source>
        <translation>自定义…</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
</context>
<context>
    <name>cosftp::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>cosftp::SecretStore</name>
    <message>
        <source>This desktop has no keychain. Install one (GNOME Keyring or KWallet), or keep the keys in a file that only you can read.</source>
        <translation>此桌面没有钥匙串。请安装 GNOME Keyring 或 KWallet，或将密钥保存在仅您可读的文件中。</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again, or keep the keys in a file that only you can read.</source>
        <translation>钥匙串已锁定。请解锁后重试，或将密钥保存在仅您可读的文件中。</translation>
    </message>
    <message>
        <source>The keychain refused. Allow this program to use it and try again, or keep the keys in a file that only you can read.</source>
        <translation>钥匙串拒绝访问。请允许本程序使用后重试，或将密钥保存在仅您可读的文件中。</translation>
    </message>
    <message>
        <source>The keychain has no SecretKey for the bucket %1. Type it again under Settings, Buckets.</source>
        <translation>钥匙串中没有存储桶 %1 的 SecretKey。请在“设置 &gt; 存储桶”中重新输入。</translation>
    </message>
    <message>
        <source>The SecretKey of the bucket %1 could not be read. %2</source>
        <translation>无法读取存储桶 %1 的 SecretKey。%2</translation>
    </message>
</context>
<context>
    <name>cosftp::ServerStrip</name>
    <message>
        <source>Address of the server: %1</source>
        <translation>服务器地址：%1</translation>
    </message>
    <message>
        <source>Copy the server&apos;s address</source>
        <translation>复制服务器地址</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n 个会话</numerusform>
        </translation>
    </message>
    <message>
        <source>Up %1   Down %2</source>
        <translation>上传 %1   下载 %2</translation>
    </message>
    <message>
        <source>Take no new connections; those that exist go on</source>
        <translation>不接受新连接，已有连接继续</translation>
    </message>
    <message>
        <source>Take new connections again</source>
        <translation>重新接受新连接</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Stop server</source>
        <translation>停止服务器</translation>
    </message>
    <message>
        <source>Start server</source>
        <translation>启动服务器</translation>
    </message>
</context>
<context>
    <name>cosftp::SessionDetails</name>
    <message>
        <source>(not logged in)</source>
        <translation>（未登录）</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>已接收 %1，已发送 %2</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>结束会话</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) of this session are running and would be broken off. Uploads that are broken off change nothing in the bucket.</source>
        <translation>
            <numerusform>此会话有 %n 个传输正在进行，将被中断。中断的上传不会更改存储桶中的任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;End session</source>
        <translation>结束会话(&amp;E)</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last command</source>
        <translation>最后的命令</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Dialogue (&quot;&gt;&quot; client, &quot;&lt;&quot; server)</source>
        <translation>对话（“&gt;”客户端，“&lt;”服务器）</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>还没有对话</translation>
    </message>
    <message>
        <source>Running transfers</source>
        <translation>进行中的传输</translation>
    </message>
    <message>
        <source>&amp;Copy dialogue</source>
        <translation>复制对话(&amp;C)</translation>
    </message>
    <message>
        <source>Show in &amp;log</source>
        <translation>在日志中查看(&amp;L)</translation>
    </message>
    <message>
        <source>Transfers of this session</source>
        <translation>此会话的传输</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
</context>
<context>
    <name>cosftp::SessionModel</name>
    <message>
        <source>(not logged in)</source>
        <translation>（未登录）</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Upload speed</source>
        <translation>上传速度</translation>
    </message>
    <message>
        <source>Download speed</source>
        <translation>下载速度</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>logged in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>working</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
</context>
<context>
    <name>cosftp::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>End sessions</source>
        <translation>结束会话</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) of the selected sessions are running and would be broken off. Uploads that are broken off change nothing in the bucket.</source>
        <translation>
            <numerusform>所选会话有 %n 个传输正在进行，将被中断。中断的上传不会更改存储桶中的任何内容。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End %n session(s)</source>
        <translation>
            <numerusform>结束 %n 个会话(&amp;E)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;End session</source>
        <translation>结束会话(&amp;E)</translation>
    </message>
    <message>
        <source>Ends the selected sessions at once (Delete)</source>
        <translation>立即结束所选会话 (Delete)</translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation>复制地址(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;user</source>
        <translation>复制用户(&amp;U)</translation>
    </message>
    <message>
        <source>Copy &amp;folder</source>
        <translation>复制文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Show in &amp;log</source>
        <translation>在日志中查看(&amp;L)</translation>
    </message>
    <message>
        <source>Nobody is connected</source>
        <translation>没有客户端连接</translation>
    </message>
    <message>
        <source>Sessions appear here as soon as a client connects.</source>
        <translation>客户端连接后，会话显示在这里。</translation>
    </message>
    <message>
        <source>How to connect</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>No session fits</source>
        <translation>没有符合的会话</translation>
    </message>
    <message>
        <source>No session contains the text you look for.</source>
        <translation>没有会话包含所搜索的文本。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>cosftp::SettingField</name>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>bytes, or with KiB, MiB, GiB</source>
        <translation>字节，或加 KiB、MiB、GiB</translation>
    </message>
    <message>
        <source>after a restart</source>
        <translation>重启后生效</translation>
    </message>
    <message>
        <source>Stored. Leave empty to keep it.</source>
        <translation>已保存。留空则保持不变。</translation>
    </message>
    <message>
        <source>one in each line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>for example %1</source>
        <translation>例如 %1</translation>
    </message>
</context>
<context>
    <name>cosftp::SettingsPage</name>
    <message>
        <source>The settings file has errors; the server keeps the settings it had. Mend the file, or restore a backup.
%1</source>
        <translation>设置文件有错误，服务器沿用原有设置。请修正文件或恢复备份。
%1</translation>
    </message>
    <message>
        <source>Somebody else has changed the settings while you were editing.</source>
        <translation>在您编辑期间，其他人更改了设置。</translation>
    </message>
    <message>
        <source>Buckets and users can be edited now. The file is converted when you apply.</source>
        <translation>现在可以编辑存储桶和用户。应用时转换文件。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Drop the changes that were not applied?</source>
        <translation>放弃未应用的更改？</translation>
    </message>
    <message>
        <source>&amp;Drop changes</source>
        <translation>放弃更改(&amp;D)</translation>
    </message>
    <message>
        <source>Nothing was applied: the marked field is not valid.</source>
        <translation>未应用：标记的字段无效。</translation>
    </message>
    <message>
        <source>Nothing was applied.
%1</source>
        <translation>未应用。
%1</translation>
    </message>
    <message>
        <source>Nothing was applied: the SecretKey could not be kept. %1</source>
        <translation>未应用：无法保存 SecretKey。%1</translation>
    </message>
    <message>
        <source>Nothing was applied: somebody else has changed the settings.</source>
        <translation>未应用：其他人更改了设置。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>In effect now: %1.</source>
        <translation>已生效：%1。</translation>
    </message>
    <message>
        <source>After a restart of the server: %1.</source>
        <translation>重启服务器后生效：%1。</translation>
    </message>
    <message>
        <source>No backup of the old file could be kept.</source>
        <translation>无法保留旧文件的备份。</translation>
    </message>
    <message>
        <source>Restart the server now</source>
        <translation>立即重启服务器</translation>
    </message>
    <message>
        <source>Restart the server</source>
        <translation>重启服务器</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) run. They get the grace time of the settings to finish. Restart?</source>
        <translation>
            <numerusform>%n 个传输正在进行，可在设置的宽限时间内完成。要重启吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重启(&amp;R)</translation>
    </message>
    <message>
        <source>The server restarts…</source>
        <translation>服务器正在重启…</translation>
    </message>
    <message>
        <source>The server runs with the new settings.</source>
        <translation>服务器已使用新设置运行。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>设置分类</translation>
    </message>
    <message>
        <source>Settings that were found</source>
        <translation>找到的设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>&amp;Reload, drop my changes</source>
        <translation>重新加载，放弃我的更改(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep mine and overwrite</source>
        <translation>保留我的更改并覆盖(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Restore a &amp;backup…</source>
        <translation>恢复备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Restore &amp;defaults</source>
        <translation>恢复默认值(&amp;D)</translation>
    </message>
    <message>
        <source>Puts the defaults into the fields of this section</source>
        <translation>将本分类的字段恢复为默认值</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>&amp;Test the network…</source>
        <translation>测试网络(&amp;T)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>cosftp::Shell</name>
    <message>
        <source>COS FTP Server goes on</source>
        <translation>COS FTP Server 继续运行</translation>
    </message>
    <message>
        <source>The window is closed, the server keeps running. Click the icon to open the window; Quit in its menu ends both.</source>
        <translation>窗口已关闭，服务器继续运行。点击图标打开窗口；菜单中的“退出”会同时结束两者。</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons, so closing the window quits: minimise it instead to keep the server running. On GNOME the extension AppIndicator brings the tray back.</source>
        <translation>此桌面不显示托盘图标，关闭窗口将退出程序；要让服务器继续运行，请将窗口最小化。在 GNOME 上，安装 AppIndicator 扩展即可恢复托盘。</translation>
    </message>
</context>
<context>
    <name>cosftp::SpeedGraph</name>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Upload and download speed of the last minutes</source>
        <translation>最近几分钟的上传和下载速度</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>cosftp::SummaryPage</name>
    <message>
        <source>Nothing has been written yet. With the next step this is stored, and the server starts.</source>
        <translation>尚未写入任何内容。下一步将保存设置并启动服务器。</translation>
    </message>
    <message>
        <source>the whole bucket</source>
        <translation>整个存储桶</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>SecretKey</source>
        <translation>SecretKey</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>%1, sees %2</source>
        <translation>%1，可见 %2</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Port for commands</source>
        <translation>命令端口</translation>
    </message>
    <message>
        <source>%1, this computer only</source>
        <translation>%1，仅本机</translation>
    </message>
    <message>
        <source>Ports for files</source>
        <translation>文件端口</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Announced address</source>
        <translation>公布地址</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>A folder of this computer, beside the settings file</source>
        <translation>本机文件夹，与设置文件同目录</translation>
    </message>
    <message>
        <source>none is needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>in the keychain of your desktop</source>
        <translation>在桌面钥匙串中</translation>
    </message>
    <message>
        <source>in a file that only you can read</source>
        <translation>在仅您可读的文件中</translation>
    </message>
    <message>
        <source>list and download</source>
        <translation>列出和下载</translation>
    </message>
    <message>
        <source>upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>delete and replace</source>
        <translation>删除和替换</translation>
    </message>
    <message>
        <source>Writing the settings and starting the server…</source>
        <translation>正在写入设置并启动服务器…</translation>
    </message>
    <message>
        <source>The bucket&apos;s test did not pass. Clients will see errors until that is mended.</source>
        <translation>存储桶测试未通过。修复之前客户端会遇到错误。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>准备启动</translation>
    </message>
    <message>
        <source>&amp;Finish and start</source>
        <translation>完成并启动(&amp;F)</translation>
    </message>
</context>
<context>
    <name>cosftp::TableView</name>
    <message>
        <source>&amp;Reset columns</source>
        <translation>重置列(&amp;R)</translation>
    </message>
</context>
<context>
    <name>cosftp::TestPage</name>
    <message>
        <source>The server tries each thing it will have to do, with a few small files that it removes again.</source>
        <translation>服务器会用几个小文件逐项尝试所需操作，之后删除这些文件。</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>测试已停止。</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>一切正常。</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) failed. Change what is named above, and test again.</source>
        <translation>
            <numerusform>%n 个步骤失败。请更改上面指出的内容，然后重新测试。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>重新测试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Go on all the same: clients will see errors until this is mended</source>
        <translation>仍然继续：修复之前客户端会遇到错误(&amp;G)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Does the key work?</source>
        <translation>密钥可用吗？</translation>
    </message>
</context>
<context>
    <name>cosftp::TransferDetails</name>
    <message>
        <source>%1 (%2), size unknown</source>
        <translation>%1（%2），大小未知</translation>
    </message>
    <message>
        <source>%1 of %2 (%3)</source>
        <translation>%1/%2（%3）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Average speed</source>
        <translation>平均速度</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Why it did not end well</source>
        <translation>未正常结束的原因</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Copy &amp;report</source>
        <translation>复制报告(&amp;R)</translation>
    </message>
    <message>
        <source>Show in &amp;log</source>
        <translation>在日志中查看(&amp;L)</translation>
    </message>
</context>
<context>
    <name>cosftp::TransferModel</name>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>已传输</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
</context>
<context>
    <name>cosftp::TransfersPage</name>
    <message>
        <source>Abort transfers</source>
        <translation>中止传输</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) would be broken off. Uploads that are broken off change nothing in the bucket; the clients stay connected.</source>
        <translation>
            <numerusform>%n 个传输将被中断。中断的上传不会更改存储桶中的任何内容，客户端保持连接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Abort %n transfer(s)</source>
        <translation>
            <numerusform>中止 %n 个传输(&amp;A)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Abort</source>
        <translation>中止(&amp;A)</translation>
    </message>
    <message>
        <source>Breaks the selected transfers off (Delete)</source>
        <translation>中断所选传输 (Delete)</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>Copy object &amp;key</source>
        <translation>复制对象键(&amp;K)</translation>
    </message>
    <message>
        <source>Copy &amp;user</source>
        <translation>复制用户(&amp;U)</translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation>复制地址(&amp;A)</translation>
    </message>
    <message>
        <source>Show &amp;session</source>
        <translation>查看会话(&amp;S)</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>No file is on its way</source>
        <translation>没有正在传输的文件</translation>
    </message>
    <message>
        <source>Uploads and downloads appear here while they run; those that have ended stand in the history.</source>
        <translation>进行中的上传和下载显示在这里，已结束的在历史中。</translation>
    </message>
    <message>
        <source>How to connect</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>No transfer fits</source>
        <translation>没有符合的传输</translation>
    </message>
    <message>
        <source>No running transfer contains the text you look for.</source>
        <translation>没有进行中的传输包含所搜索的文本。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>cosftp::Tray</name>
    <message>
        <source>&amp;Hide window</source>
        <translation>隐藏窗口(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;how window</source>
        <translation>显示窗口(&amp;H)</translation>
    </message>
    <message>
        <source>Sto&amp;p server</source>
        <translation>停止服务器(&amp;P)</translation>
    </message>
    <message>
        <source>Sta&amp;rt server</source>
        <translation>启动服务器(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Sessions...</source>
        <translation>会话(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Transfers...</source>
        <translation>传输(&amp;T)…</translation>
    </message>
    <message>
        <source>Pause &amp;new connections</source>
        <translation>暂停新连接(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Copy server address</source>
        <translation>复制服务器地址(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;log</source>
        <translation>打开日志(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;ettings...</source>
        <translation>设置(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Test net&amp;work...</source>
        <translation>测试网络(&amp;W)...</translation>
    </message>
</context>
<context>
    <name>cosftp::UploadModel</name>
    <message>
        <source>running now</source>
        <translation>正在进行</translation>
    </message>
    <message>
        <source>interrupted, can be resumed</source>
        <translation>已中断，可续传</translation>
    </message>
    <message>
        <source>too old to be resumed</source>
        <translation>太旧，无法续传</translation>
    </message>
    <message>
        <source>not known to this server</source>
        <translation>本服务器不认识</translation>
    </message>
    <message>
        <source>not known, idle for long</source>
        <translation>不认识，长时间无活动</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>对象键</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Last part</source>
        <translation>最后分块</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>cosftp::UploadsDialog</name>
    <message>
        <source>&amp;Look again</source>
        <translation>重新查看(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Abort the selected…</source>
        <translation>中止所选(&amp;A)…</translation>
    </message>
    <message>
        <source>Unfinished uploads in %1</source>
        <translation>%1 中未完成的上传</translation>
    </message>
    <message>
        <source>Parts of files that were never completed. Nobody sees them, and they cost as much as files of their size. Cleaning up removes those that nobody can continue.</source>
        <translation>从未完成的文件的分块。没有人能看到，但费用与同样大小的文件相同。自动清理会删除无人能续传的部分。</translation>
    </message>
    <message>
        <source>Unfinished uploads</source>
        <translation>未完成的上传</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>The bucket does not tell: %1</source>
        <translation>存储桶没有给出答复：%1</translation>
    </message>
    <message>
        <source>Nothing lies unfinished in this bucket.</source>
        <translation>此存储桶中没有未完成的上传。</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished upload(s) with %1 in all.</source>
        <translation>
            <numerusform>%n 个未完成的上传，共 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Abort unfinished uploads</source>
        <translation>中止未完成的上传</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n unfinished upload(s) with all their parts?</source>
        <translation>
            <numerusform>删除 %n 个未完成的上传及其所有分块？</numerusform>
        </translation>
    </message>
    <message>
        <source>Some could be continued by their clients, who would have to begin anew. An upload of another program that runs now would fail.</source>
        <translation>其中一些客户端还可以续传，删除后只能重新上传。其他程序正在进行的上传会失败。</translation>
    </message>
    <message>
        <source>An upload of another program that runs now would fail. Files stay as they are.</source>
        <translation>其他程序正在进行的上传会失败。已有文件不受影响。</translation>
    </message>
    <message>
        <source>&amp;Abort them</source>
        <translation>中止(&amp;A)</translation>
    </message>
    <message>
        <source>Aborting…</source>
        <translation>正在中止…</translation>
    </message>
    <message numerus="yes">
        <source>%n upload(s) aborted, %1 freed.</source>
        <translation>
            <numerusform>已中止 %n 个上传，释放 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be aborted: %1</source>
        <translation>
            <numerusform>%n 个无法中止：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::UserEditor</name>
    <message>
        <source>A name without blanks around it is needed.</source>
        <translation>名称不能为空，前后不能有空格。</translation>
    </message>
    <message>
        <source>The name has a character that cannot be typed.</source>
        <translation>名称含有无法输入的字符。</translation>
    </message>
    <message>
        <source>The name cannot have &apos;#&apos; or &apos;;&apos; behind a blank.</source>
        <translation>名称中空格后不能有“#”或“;”。</translation>
    </message>
    <message>
        <source>Another user has this name already.</source>
        <translation>已有同名用户。</translation>
    </message>
    <message>
        <source>This password cannot be used: it is too long.</source>
        <translation>此密码太长，无法使用。</translation>
    </message>
    <message>
        <source>A password is needed.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Folders and rights</source>
        <translation>文件夹和权限</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>名称(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Stored. Leave empty to keep it.</source>
        <translation>已保存。留空则保持不变。</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>New password, shown only now</source>
        <translation>新密码，仅此时显示</translation>
    </message>
    <message>
        <source>M&amp;ay log in</source>
        <translation>允许登录(&amp;A)</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>cosftp::UserExportDialog</name>
    <message>
        <source>With the &amp;hashes of the passwords</source>
        <translation>包含密码哈希(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Export users</source>
        <translation>导出用户</translation>
    </message>
    <message>
        <source>&amp;File: a table (.csv), or JSON (.json)</source>
        <translation>文件：表格 (.csv) 或 JSON (.json)(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Clear passwords are never exported.</source>
        <translation>明文密码从不导出。</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) of the settings file have one: another server has to be given new ones.</source>
        <translation>
            <numerusform>设置文件中有 %n 个用户使用明文密码：在另一台服务器上需要重新设置。</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists of users (*.csv *.json)</source>
        <translation>用户列表 (*.csv *.json)</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
</context>
<context>
    <name>cosftp::UserImportDialog</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Stays as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>导入用户</translation>
    </message>
    <message>
        <source>&amp;List of users (CSV or JSON)</source>
        <translation>用户列表（CSV 或 JSON）(&amp;L)</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>What becomes of the users</source>
        <translation>对用户的处理</translation>
    </message>
    <message>
        <source>Passwords that are hashed</source>
        <translation>已哈希的密码</translation>
    </message>
    <message>
        <source>Lists of users (*.csv *.json)</source>
        <translation>用户列表 (*.csv *.json)</translation>
    </message>
    <message>
        <source>Choose a file. Nothing is changed before you import it. An export shows what the columns are called; what a list leaves out stays as it is.</source>
        <translation>请选择文件。导入之前不会更改任何内容。导出的文件显示各列的名称；列表中没有写的内容保持不变。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>%1 and %2. They are put into the settings that you are editing, and are in force when you apply those.</source>
        <translation>%1，%2。它们会放入正在编辑的设置，应用后生效。</translation>
    </message>
    <message numerus="yes">
        <source>%n new user(s)</source>
        <translation>
            <numerusform>%n 个新用户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed user(s)</source>
        <translation>
            <numerusform>%n 个更改的用户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing can be imported: %n line(s) have to be mended first.</source>
        <translation>
            <numerusform>无法导入：需要先修正 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>This password cannot be used: it is too long.</source>
        <translation>无法使用此密码：太长。</translation>
    </message>
</context>
<context>
    <name>cosftp::UserPage</name>
    <message>
        <source>A name and a password for FTP; they have nothing to do with the account at Tencent Cloud. More users can be added later.</source>
        <translation>FTP 的用户名和密码，与腾讯云账号无关。以后可以添加更多用户。</translation>
    </message>
    <message>
        <source>Enter a name to log in with.</source>
        <translation>请输入登录名。</translation>
    </message>
    <message>
        <source>A name has up to 64 characters, without blanks, brackets and # ; : / \</source>
        <translation>名称最多 64 个字符，不含空格、括号和 # ; : / \</translation>
    </message>
    <message>
        <source>There is a user with this name already.</source>
        <translation>已有同名用户。</translation>
    </message>
    <message numerus="yes">
        <source>A password has at least %n character(s): FTP servers are tried by strangers all day.</source>
        <translation>
            <numerusform>密码至少 %n 个字符：FTP 服务器随时有陌生人尝试登录。</numerusform>
        </translation>
    </message>
    <message>
        <source>A password neither begins nor ends with a blank.</source>
        <translation>密码首尾不能有空格。</translation>
    </message>
    <message>
        <source>No folder of a bucket can have this name.</source>
        <translation>存储桶文件夹不能使用此名称。</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the password</source>
        <translation>复制密码</translation>
    </message>
    <message>
        <source>Download and upload</source>
        <translation>下载和上传</translation>
    </message>
    <message>
        <source>Download only</source>
        <translation>仅下载</translation>
    </message>
    <message>
        <source>Upload only</source>
        <translation>仅上传</translation>
    </message>
    <message>
        <source>May &amp;delete and replace files</source>
        <translation>允许删除和替换文件(&amp;D)</translation>
    </message>
    <message>
        <source>the whole bucket</source>
        <translation>整个存储桶</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>用户名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Only a hash of it is stored, so copy it now. The last page shows it once more.</source>
        <translation>仅保存其哈希，请立即复制。最后一页会再显示一次。</translation>
    </message>
    <message>
        <source>&amp;Folder in the bucket</source>
        <translation>存储桶中的文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>What the user sees as /. Empty: the whole bucket.</source>
        <translation>用户看到的 /。留空：整个存储桶。</translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation>权限(&amp;R)</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>The first user</source>
        <translation>第一个用户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
</context>
<context>
    <name>cosftp::UserPanel</name>
    <message>
        <source>%1 (disabled)</source>
        <translation>%1（已禁用）</translation>
    </message>
    <message>
        <source>Delete users</source>
        <translation>删除用户</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n user(s): %1?</source>
        <translation>
            <numerusform>删除 %n 个用户：%1？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their sessions end when the change is applied. Files in the bucket stay as they are.</source>
        <translation>应用更改后其会话结束。存储桶中的文件保持不变。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Filter users</source>
        <translation>筛选用户</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>&amp;New user</source>
        <translation>新建用户(&amp;N)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>创建副本(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Enable</source>
        <translation>启用(&amp;E)</translation>
    </message>
    <message>
        <source>Di&amp;sable</source>
        <translation>禁用(&amp;S)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>No user yet</source>
        <translation>还没有用户</translation>
    </message>
    <message>
        <source>A user has a name and a password for FTP and sees folders of buckets.</source>
        <translation>用户有 FTP 用户名和密码，可看到存储桶的文件夹。</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>新建用户</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>更多(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;What may this user do?</source>
        <translation>此用户可以做什么？(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Import a list of users…</source>
        <translation>导入用户列表(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport a list of users…</source>
        <translation>导出用户列表(&amp;X)…</translation>
    </message>
    <message>
        <source>%1, quota %2 %</source>
        <translation>%1，配额 %2%</translation>
    </message>
</context>
<context>
    <name>cosftp::WelcomePage</name>
    <message>
        <source>People and devices upload with FTP, and the files land in your bucket on Tencent Cloud. A few answers, and the server runs.</source>
        <translation>用户和设备通过 FTP 上传，文件直接存入腾讯云存储桶。回答几个问题，服务器即可运行。</translation>
    </message>
    <message>
        <source>Set up &amp;my bucket</source>
        <translation>配置我的存储桶(&amp;M)</translation>
    </message>
    <message>
        <source>You need the name of the bucket and an API key that may use it. The wizard tests both before anything is written.</source>
        <translation>需要存储桶名称和有权使用它的 API 密钥。写入任何内容前，向导会先测试两者。</translation>
    </message>
    <message>
        <source>Try it without an &amp;account</source>
        <translation>无账号试用(&amp;A)</translation>
    </message>
    <message>
        <source>Files are kept in a folder of this computer, as they would be in a bucket. You can set up a real bucket at any time later.</source>
        <translation>文件保存在本机文件夹中，如同在存储桶中。以后可随时配置真正的存储桶。</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Welcome to COS FTP Server</source>
        <translation>欢迎使用 COS FTP Server</translation>
    </message>
</context>
<context>
    <name>cosftp::WizardPage</name>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
</context>
</TS>
