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
    <name>cosftp::ServerStrip</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
</TS>
