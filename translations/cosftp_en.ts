<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running transfer(s)</source>
        <translation>
            <numerusform>%n running transfer</numerusform>
            <numerusform>%n running transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cleanup</name>
    <message numerus="yes">
        <source>%n interrupted upload(s) found with %1, at %2</source>
        <translation>
            <numerusform>%n interrupted upload found with %1, at %2</numerusform>
            <numerusform>%n interrupted uploads found with %1, at %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can be continued</source>
        <translation>
            <numerusform>%n can be continued</numerusform>
            <numerusform>%n can be continued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed (%1)</source>
        <translation>
            <numerusform>%n removed (%1)</numerusform>
            <numerusform>%n removed (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be removed</source>
        <translation>
            <numerusform>%n could not be removed</numerusform>
            <numerusform>%n could not be removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dialogue</name>
    <message numerus="yes">
        <source>... %n line(s) not shown ...</source>
        <translation>
            <numerusform>... %n line not shown ...</numerusform>
            <numerusform>... %n lines not shown ...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkHints</name>
    <message numerus="yes">
        <source>%n passive port(s) are few for %1 connections: each transfer takes one.</source>
        <translation>
            <numerusform>%n passive port is not enough for %1 connections: each transfer takes one.</numerusform>
            <numerusform>%n passive ports are few for %1 connections: each transfer takes one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message numerus="yes">
        <source>%n more upload(s) finished.</source>
        <translation>
            <numerusform>%n more upload finished.</numerusform>
            <numerusform>%n more uploads finished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more transfer(s) failed.</source>
        <translation>
            <numerusform>%n more transfer failed.</numerusform>
            <numerusform>%n more transfers failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more user(s) logged in.</source>
        <translation>
            <numerusform>%n more user logged in.</numerusform>
            <numerusform>%n more users logged in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) with the server.</source>
        <translation>
            <numerusform>%n more problem with the server.</numerusform>
            <numerusform>%n more problems with the server.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n transfer(s) are running.</source>
        <translation>
            <numerusform>%n transfer is running.</numerusform>
            <numerusform>%n transfers are running.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) are connected.</source>
        <translation>
            <numerusform>%n client is connected.</numerusform>
            <numerusform>%n clients are connected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferText</name>
    <message numerus="yes">
        <source>%n part(s) confirmed by COS</source>
        <translation>
            <numerusform>%n part confirmed by COS</numerusform>
            <numerusform>%n parts confirmed by COS</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::BackupDialog</name>
    <message numerus="yes">
        <source>%n bucket(s)</source>
        <translation>
            <numerusform>%n bucket</numerusform>
            <numerusform>%n buckets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::BucketPanel</name>
    <message numerus="yes">
        <source>%1 is used by %n user(s): %2. Give them another bucket first.</source>
        <translation>
            <numerusform>%1 is used by %n user: %2. Give that user another bucket first.</numerusform>
            <numerusform>%1 is used by %n users: %2. Give them another bucket first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::BucketTestCard</name>
    <message numerus="yes">
        <source>%n step(s) failed.</source>
        <translation>
            <numerusform>%n step failed.</numerusform>
            <numerusform>%n steps failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::HistoryPage</name>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>%n transfer</numerusform>
            <numerusform>%n transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::ImportDialog</name>
    <message numerus="yes">
        <source>%n bucket(s)</source>
        <translation>
            <numerusform>%n bucket</numerusform>
            <numerusform>%n buckets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::JobPanel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::LivePage</name>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::LogPage</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n line(s) were copied. Save the log to have all of them.</source>
        <translation>
            <numerusform>The last %n line was copied. Save the log to have all of them.</numerusform>
            <numerusform>The last %n lines were copied. Save the log to have all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::OriginalNotice</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::ServerStrip</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::SessionDetails</name>
    <message numerus="yes">
        <source>%n transfer(s) of this session are running and would be broken off. Uploads that are broken off change nothing in the bucket.</source>
        <translation>
            <numerusform>%n transfer of this session is running and would be broken off. Uploads that are broken off change nothing in the bucket.</numerusform>
            <numerusform>%n transfers of this session are running and would be broken off. Uploads that are broken off change nothing in the bucket.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::SessionsPage</name>
    <message numerus="yes">
        <source>%n transfer(s) of the selected sessions are running and would be broken off. Uploads that are broken off change nothing in the bucket.</source>
        <translation>
            <numerusform>%n transfer of the selected sessions is running and would be broken off. Uploads that are broken off change nothing in the bucket.</numerusform>
            <numerusform>%n transfers of the selected sessions are running and would be broken off. Uploads that are broken off change nothing in the bucket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End %n session(s)</source>
        <translation>
            <numerusform>&amp;End %n session</numerusform>
            <numerusform>&amp;End %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::SettingsPage</name>
    <message numerus="yes">
        <source>%n transfer(s) run. They get the grace time of the settings to finish. Restart?</source>
        <translation>
            <numerusform>%n transfer runs. It gets the grace time of the settings to finish. Restart?</numerusform>
            <numerusform>%n transfers run. They get the grace time of the settings to finish. Restart?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::SpeedGraph</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::TestPage</name>
    <message numerus="yes">
        <source>%n step(s) failed. Change what is named above, and test again.</source>
        <translation>
            <numerusform>%n step failed. Change what is named above, and test again.</numerusform>
            <numerusform>%n steps failed. Change what is named above, and test again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::TransfersPage</name>
    <message numerus="yes">
        <source>%n transfer(s) would be broken off. Uploads that are broken off change nothing in the bucket; the clients stay connected.</source>
        <translation>
            <numerusform>%n transfer would be broken off. Uploads that are broken off change nothing in the bucket; the clients stay connected.</numerusform>
            <numerusform>%n transfers would be broken off. Uploads that are broken off change nothing in the bucket; the clients stay connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Abort %n transfer(s)</source>
        <translation>
            <numerusform>&amp;Abort %n transfer</numerusform>
            <numerusform>&amp;Abort %n transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::UserPage</name>
    <message numerus="yes">
        <source>A password has at least %n character(s): FTP servers are tried by strangers all day.</source>
        <translation>
            <numerusform>A password has at least %n character: FTP servers are tried by strangers all day.</numerusform>
            <numerusform>A password has at least %n characters: FTP servers are tried by strangers all day.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::UserPanel</name>
    <message numerus="yes">
        <source>Delete %n user(s): %1?</source>
        <translation>
            <numerusform>Delete %n user: %1?</numerusform>
            <numerusform>Delete %n users: %1?</numerusform>
        </translation>
    </message>
</context>
</TS>
