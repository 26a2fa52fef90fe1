<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No new connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COS FTP Server: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running transfer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Up %1, down %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A transfer failed in the last minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>USER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Open File &gt; Site Manager and press New site.
2. Protocol: FTP - File Transfer Protocol
    Host: %1    Port: %2
    Encryption: Only use plain FTP (insecure)
3. Logon type: Ask for password, User: %3
4. Press Connect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. In the Login window choose New Site.
2. File protocol: FTP, Encryption: No encryption
    Host name: %1    Port number: %2
    User name: %3
3. Press Login and type the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Press Windows+E.
2. Type this into the address bar and press Enter:
    %1
3. Type the password when Windows asks for it.
To keep it: right-click This PC &gt; Add a network location.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List:
    curl --user %1 %2
Upload:
    curl --user %1 -T FILE %2
Download:
    curl --user %1 -O %2FILE
curl asks for the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows Explorer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second: 1.5 MiB/s</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Transfer failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2 is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more upload(s) finished.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more transfer(s) failed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more user(s) logged in.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) with the server.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>User logged in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QWizard</name>
    <message>
        <source>Go Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n transfer(s) are running.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) are connected.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New clients are turned away at once. Transfers may finish within the grace time of the settings; what is not done by then is ended, and a half upload never shows up in the bucket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop server and &amp;quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Bucket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME-APPID, as the console shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region of the bucket, such as ap-guangzhou.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOST or HOST:PORT, without the bucket; wins over the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>https or http.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inline: secret_id and secret_key here; environment: COS_SECRETID, COS_SECRETKEY, COS_SESSION_TOKEN; file: credentials_ref is its path; cvm_role: the role of this CVM; keychain: kept by the desktop program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file, role, keychain entry or prefix of the environment variables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SecretId</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public part of the key pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SecretKey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret part of the key pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of temporary keys only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name that the user logs in with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In clear text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crypt(5) hash (yescrypt) instead of the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false: the user cannot log in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R: list and download; W: upload, rename and delete; RW: both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false: the user must not delete, whatever the rights say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read and not used: no file data touches this machine, and the folder need not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bucket of the user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id of the bucket that the user sees as /.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder in the bucket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the bucket that the user sees as /; not set: the whole bucket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/PATH BUCKETID FOLDER RIGHTS: a folder of a bucket (/ for all of it) at a place of the user&apos;s tree. May stand several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IP address of this machine that clients connect to; empty: all, IPv4 and IPv6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP port that clients connect to; 0: any free port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Announced address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address or host name announced in replies to PASV, for a server behind NAT; empty: the address that the client reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passive ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP ports of passive data connections, FROM,TO inclusive; FROM alone goes up to 65535; 0: any free port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads that serve sessions; 0: one per core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of one uploaded file; larger ones fail. 0 and default: the store&apos;s own limit (in the original: 200 GiB).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of the first parts of an upload; parts grow with the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of memory for the parts of all transfers together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse to start when the estimated memory is above 60 % of what is available.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of all uploads that are sent at once; 0 and default: four per core. More than eight per core are not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions and data connections together; 0: no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries in a listing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries in one listing; 0 and default: no limit (in the original default means 10000, and the rest is left out).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed logins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong passwords in one session before it is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds from the connection to the login.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds without a command or transfer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds until a data connection is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unused passive port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds that a passive port waits for its transfer command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stalled transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds in which no byte moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds that running transfers get when the server stops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least important message that is logged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of cosftpd.log, as seen from the settings file; default: log. Not set: standard error only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new log file from time to time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotate each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second, minute, hour or day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old log files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old log files that are kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::AboutDialog</name>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About COS FTP Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COS FTP Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is free software under the GNU General Public License, version 3 or later. It comes with no warranty. It uses Qt (LGPL 3), Qt Charts (GPL 3), QtKeychain (BSD), OpenSSL (Apache 2.0), GNU libmicrohttpd (LGPL 2.1), SQLite and liblzma (public domain).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::CopyField</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::Desktop</name>
    <message>
        <source>Settings of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::HelpDialog</name>
    <message>
        <source>Keyboard help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete, kick or abort what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close a message, cancel a dialog, empty a search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::MainWindow</name>
    <message>
        <source>Try &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COS FTP Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set-up assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::MessageBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::PreferencesPage</name>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry starts %1, which is not this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window and tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the program at &amp;log-in, in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the &amp;server with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Closing the window keeps the server running in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tray icon in &amp;one colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An &amp;upload has finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A transfer has &amp;failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A user has lo&amp;gged in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does &amp;not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::SearchField</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::ServerStrip</name>
    <message>
        <source>Address of the server: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the server&apos;s address</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Up %1   Down %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take no new connections; those that exist go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take new connections again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tart server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::Shell</name>
    <message>
        <source>COS FTP Server goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is closed, the server keeps running. Click the icon to open the window; Quit in its menu ends both.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::TableView</name>
    <message>
        <source>&amp;Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cosftp::Tray</name>
    <message>
        <source>&amp;Hide window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;how window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sto&amp;p server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sta&amp;rt server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sessions...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Transfers...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause &amp;new connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy server address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ettings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
