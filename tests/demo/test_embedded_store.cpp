// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/embedded_store.h"
#include "settings/settings_file.h"
#include "support/test_main.h"

#include <QFileInfo>
#include <QHostAddress>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

QByteArray settingsWith(const BucketSettings &bucket)
{
    return "# mine\n[BUCKET demo]\nbucket = " + bucket.bucket + "\nendpoint = " + bucket.endpoint
           + "\nprotocol = http\nsecret_id = " + bucket.credentials.secretId + "\nsecret_key = "
           + bucket.credentials.secretKey + "\n[USER ann]\npassword = longenough\nbucket = demo\n";
}

void writeFile(const QString &fileName, const QByteArray &text)
{
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

quint16 portIn(const QByteArray &endpoint)
{
    return endpoint.mid(endpoint.lastIndexOf(':') + 1).toUShort();
}

}  // namespace

class TestEmbeddedStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyAndPortStayBetweenTwoStarts()
    {
        const QTemporaryDir folder;
        const QString data = folder.filePath(QStringLiteral("a/store"));
        BucketSettings first;
        {
            EmbeddedStore store(data);
            const Result<BucketSettings> started = store.start();
            QVERIFY(started);
            QVERIFY(store.isRunning());
            first = *started;
        }
        EmbeddedStore again(data);
        const Result<BucketSettings> second = again.start(portIn(first.endpoint));
        QVERIFY(second);
        QCOMPARE(*second, first);
        QVERIFY(first.credentials.secretKey.size() > 30);
    }

    void theKeyIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        EmbeddedStore store(folder.path());
        QVERIFY(store.start());
        const QFileInfo key(folder.filePath(QStringLiteral("key")));
        QVERIFY(key.exists());
        QVERIFY(!(key.permissions()
                  & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void aTakenPortIsGivenWayToAndTheFileFollows()
    {
        const QTemporaryDir folder;
        const QString settings = folder.filePath(QStringLiteral("cosftp.conf"));
        const QString data = folder.filePath(QStringLiteral("store"));
        BucketSettings before;
        {
            EmbeddedStore store(data);
            before = store.start().value();
        }
        writeFile(settings, settingsWith(before));
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, portIn(before.endpoint)));
        EmbeddedStore store(data);
        QVERIFY(store.startFor(settings));
        const LoadedSettings loaded = loadSettings(settings);
        QVERIFY(loaded.problems.isEmpty());
        const BucketSettings after = loaded.settings.buckets.first();
        QVERIFY(after.endpoint != before.endpoint);
        QCOMPARE(after.endpoint, store.start().value().endpoint);
        QCOMPARE(after.credentials, before.credentials);
        QFile file(settings);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("# mine\n"));
    }

    void settingsWithAFreePortStayAsTheyAre()
    {
        const QTemporaryDir folder;
        const QString settings = folder.filePath(QStringLiteral("cosftp.conf"));
        const QString data = folder.filePath(QStringLiteral("store"));
        QByteArray text;
        {
            EmbeddedStore store(data);
            text = settingsWith(store.start().value());
        }
        writeFile(settings, text);
        EmbeddedStore store(data);
        QVERIFY(store.startFor(settings));
        QVERIFY(store.isRunning());
        QFile file(settings);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    void otherSettingsStartNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("a real bucket") << QByteArray(
            "[BUCKET main]\nbucket = photos-1250000000\nregion = ap-guangzhou\nsecret_id = "
            "AKIDx\nsecret_key = y\n[USER ann]\npassword = longenough\nbucket = main\n");
        QTest::newRow("a file with problems") << QByteArray("[BUCKET demo]\nbucket = nonsense\n");
    }

    void otherSettingsStartNothing()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const QString settings = folder.filePath(QStringLiteral("cosftp.conf"));
        if (!text.isEmpty())
            writeFile(settings, text);
        EmbeddedStore store(folder.filePath(QStringLiteral("store")));
        QVERIFY(store.startFor(settings));
        QVERIFY(!store.isRunning());
        QVERIFY(!QFileInfo::exists(store.folder()));
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        const QTemporaryDir folder;
        const QString inTheWay = folder.filePath(QStringLiteral("file"));
        writeFile(inTheWay, "x");
        EmbeddedStore store(inTheWay + QStringLiteral("/store"));
        const Result<BucketSettings> started = store.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, Failure::Code::Denied);
    }
};

COSFTP_TEST(TestEmbeddedStore)
#include "test_embedded_store.moc"
