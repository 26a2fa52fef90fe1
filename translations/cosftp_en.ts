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
    <name>CertificateCard</name>
    <message numerus="yes">
        <source>Valid until %1: %n day(s) left.</source>
        <translation>
            <numerusform>Valid until %1: %n day left.</numerusform>
            <numerusform>Valid until %1: %n days left.</numerusform>
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
    <name>NetworkTest</name>
    <message numerus="yes">
        <source>%1 of %n passive port(s) are free.</source>
        <translation>
            <numerusform>%1 of %n passive port is free.</numerusform>
            <numerusform>%1 of %n passive ports are free.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPasswords</name>
    <message numerus="yes">
        <source>%n session(s) of %1 began with the old password and go on. End them?</source>
        <translation>
            <numerusform>%n session of %1 began with the old password and goes on. End it?</numerusform>
            <numerusform>%n sessions of %1 began with the old password and go on. End them?</numerusform>
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
    <message numerus="yes">
        <source>%n more address(es) were banned.</source>
        <translation>
            <numerusform>%n more address was banned.</numerusform>
            <numerusform>%n more addresses were banned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gets no session for a while: %n attempt(s) failed.</source>
        <translation>
            <numerusform>%1 gets no session for a while: %n attempt failed.</numerusform>
            <numerusform>%1 gets no session for a while: %n attempts failed.</numerusform>
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
    <name>QuotaBar</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
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
    <name>cosftp::BanModel</name>
    <message numerus="yes">
        <source>%n with unknown name(s)</source>
        <translation>
            <numerusform>%n with an unknown name</numerusform>
            <numerusform>%n with unknown names</numerusform>
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
    <name>cosftp::BansPage</name>
    <message numerus="yes">
        <source>%n banned address(es)</source>
        <translation>
            <numerusform>%n banned address</numerusform>
            <numerusform>%n banned addresses</numerusform>
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
    <name>cosftp::NetworkTestDialog</name>
    <message numerus="yes">
        <source>%n thing(s) should be looked at.</source>
        <translation>
            <numerusform>%n thing should be looked at.</numerusform>
            <numerusform>%n things should be looked at.</numerusform>
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
    <name>cosftp::UploadsDialog</name>
    <message numerus="yes">
        <source>%n unfinished upload(s) with %1 in all.</source>
        <translation>
            <numerusform>%n unfinished upload with %1 in all.</numerusform>
            <numerusform>%n unfinished uploads with %1 in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n unfinished upload(s) with all their parts?</source>
        <translation>
            <numerusform>Remove %n unfinished upload with all its parts?</numerusform>
            <numerusform>Remove %n unfinished uploads with all their parts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n upload(s) aborted, %1 freed.</source>
        <translation>
            <numerusform>%n upload aborted, %1 freed.</numerusform>
            <numerusform>%n uploads aborted, %1 freed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be aborted: %1</source>
        <translation>
            <numerusform>%n could not be aborted: %1</numerusform>
            <numerusform>%n could not be aborted: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::UserExportDialog</name>
    <message numerus="yes">
        <source>%n user(s) of the settings file have one: another server has to be given new ones.</source>
        <translation>
            <numerusform>%n user of the settings file has one: another server has to be given a new one.</numerusform>
            <numerusform>%n users of the settings file have one: another server has to be given new ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cosftp::UserImportDialog</name>
    <message numerus="yes">
        <source>%n new user(s)</source>
        <translation>
            <numerusform>%n new user</numerusform>
            <numerusform>%n new users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed user(s)</source>
        <translation>
            <numerusform>%n changed user</numerusform>
            <numerusform>%n changed users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing can be imported: %n line(s) have to be mended first.</source>
        <translation>
            <numerusform>Nothing can be imported: %n line has to be mended first.</numerusform>
            <numerusform>Nothing can be imported: %n lines have to be mended first.</numerusform>
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
