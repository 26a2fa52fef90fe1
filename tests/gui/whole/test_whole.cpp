// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way: an empty profile, the wizard, a running server, a client, the windows, the bucket.
#include "localcos/server.h"
#include "shell/shell.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "status/session_model.h"
#include "status/sessions_page.h"
#include "status/transfer_model.h"
#include "status/transfers_page.h"
#include "support/test_main.h"
#include "tray/desktop.h"
#include "wizard/first_run_wizard.h"

#include <QHostAddress>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

constexpr int megabyte = 1024 * 1024;
constexpr int longWaitMs = 60'000;

// Below the ports that the system gives to others while the wizard is being filled in.
quint16 freePort()
{
    QTcpServer server;
    while (
        !server.listen(QHostAddress::LocalHost,
                       static_cast<quint16>(QRandomGenerator::global()->bounded(20'000, 32'000))))
        ;
    return server.serverPort();
}

localcos::ServerOptions bucketIn(const QString &folder)
{
    localcos::ServerOptions options;
    options.dataDirectory = folder;
    options.buckets = {"photos-1250000000"};
    options.secretId = "AKIDwhole";
    options.secretKey = "whole-secret";
    return options;
}

// What the user does with the wizard's window.
class Hand
{
public:
    explicit Hand(FirstRunWizard &wizard) : m_wizard(wizard) {}

    template <typename T>
    T *find(const char *name)
    {
        for (T *each : m_wizard.findChildren<T *>(QString::fromLatin1(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    void next()
    {
        auto *button = find<QAbstractButton>("next");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), longWaitMs);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const char *name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        QVERIFY2(edit != nullptr, name);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QString title() { return find<QLabel>("title")->text(); }

private:
    FirstRunWizard &m_wizard;
};

void setUpBucket(Hand &hand, quint16 storePort)
{
    hand.next();
    hand.type("bucket", QStringLiteral("photos-1250000000"));
    auto *endpoint = hand.find<QComboBox>("endpoint");
    QTest::keyClick(endpoint, Qt::Key_End);
    hand.type("host", QStringLiteral("http://127.0.0.1:%1").arg(storePort));
    hand.type("secretId", QStringLiteral("AKIDwhole"));
    hand.type("secretKey", QStringLiteral("whole-secret"));
    QTRY_VERIFY_WITH_TIMEOUT(hand.find<QCheckBox>("mayUseFile") != nullptr, longWaitMs);
    QTest::keyClick(hand.find<QCheckBox>("mayUseFile"), Qt::Key_Space);
    hand.next();
}

// From the page of the user to the end; the server listens on this port.
void setUpServer(Hand &hand, quint16 port)
{
    hand.type("userName", QStringLiteral("ann"));
    hand.type("password", QStringLiteral("quite-long-one"));
    hand.next();
    hand.find<QSpinBox>("port")->setValue(port);
    QTest::keyClick(hand.find<QComboBox>("who"), Qt::Key_End);
    hand.next();
    hand.next();
    QTRY_COMPARE_WITH_TIMEOUT(hand.title(), QStringLiteral("Your server is running"), longWaitMs);
    hand.next();
}

class Curl
{
public:
    explicit Curl(quint16 port) : m_port(port) {}

    void start(const QStringList &words, const QString &path)
    {
        const QString url = QStringLiteral("ftp://127.0.0.1:%1/%2").arg(m_port).arg(path);
        m_process.start(QStringLiteral("curl"),
                        words
                            + QStringList{QStringLiteral("-sS"), QStringLiteral("--user"),
                                          QStringLiteral("ann:quite-long-one"), url});
    }
    /// The window's event loop turns while curl works.
    [[nodiscard]] bool isDone()
    {
        return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; },
                               longWaitMs)
               && m_process.exitCode() == 0;
    }
    [[nodiscard]] QByteArray output() { return m_process.readAllStandardOutput(); }

private:
    quint16 m_port;
    QProcess m_process;
};

QString makeFile(const QTemporaryDir &folder, const QByteArray &content)
{
    QFile file(folder.filePath(QStringLiteral("picture.raw")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

QByteArray someBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (qsizetype at = 0; at < count; ++at)
        bytes[at] = static_cast<char>((at * 7919) >> 5);
    return bytes;
}

// What a page of the window shows.
template <typename PageType>
auto *modelOf(Desktop &desktop)
{
    return desktop.shell().window().findChild<PageType *>()->model();
}

bool isRunning(Desktop &desktop)
{
    return desktop.link().status().state == LinkStatus::State::Running;
}

FirstRunWizard &wizardOf(Desktop &desktop)
{
    return *desktop.shell().window().findChild<FirstRunWizard *>();
}

Profile profileIn(const QTemporaryDir &folder)
{
    return Profile::at(folder.filePath(QStringLiteral("profile"))).value();
}

// Everything from the first start to a running server over this bucket.
void setUp(Desktop &desktop, const localcos::Server &bucket, quint16 port)
{
    desktop.begin({});
    Hand hand(wizardOf(desktop));
    setUpBucket(hand, bucket.port());
    hand.next();
    setUpServer(hand, port);
}

}  // namespace

class TestWhole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("DISPLAY");
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty(),
                 "curl is one of the packages that ./test installs");
    }

    void fromAnEmptyProfileToAFileInTheBucket()
    {
        const QTemporaryDir folder;
        localcos::Server bucket(bucketIn(folder.filePath(QStringLiteral("bucket"))));
        QVERIFY(bucket.start());
        Desktop desktop(profileIn(folder));
        const quint16 port = freePort();
        setUp(desktop, bucket, port);
        QVERIFY(isRunning(desktop));
        QVERIFY(!desktop.link().settings().text.contains("whole-secret"));

        const QByteArray content = someBytes(6 * megabyte);
        Curl upload(port);
        upload.start({QStringLiteral("--ftp-create-dirs"), QStringLiteral("--limit-rate"),
                      QStringLiteral("3M"), QStringLiteral("-T"), makeFile(folder, content)},
                     QStringLiteral("in/picture.raw"));
        const TransferModel *live = modelOf<TransfersPage>(desktop);
        QTRY_COMPARE_WITH_TIMEOUT(live->rowCount(), 1, longWaitMs);
        QCOMPARE(live->index(0, TransferModel::User).data().toString(), QStringLiteral("ann"));
        QCOMPARE(live->index(0, TransferModel::Path).data().toString(),
                 QStringLiteral("/in/picture.raw"));
        QTRY_VERIFY_WITH_TIMEOUT(modelOf<SessionsPage>(desktop)->rowCount() == 1, longWaitMs);
        QVERIFY(upload.isDone());
        QTRY_COMPARE_WITH_TIMEOUT(live->rowCount(), 0, longWaitMs);

        const HistoryModel *past = modelOf<HistoryPage>(desktop);
        QTRY_COMPARE_WITH_TIMEOUT(past->rowCount(), 1, longWaitMs);
        QTRY_COMPARE(past->record(0).path, QByteArray("/in/picture.raw"));
        QCOMPARE(past->record(0).state, TransferRecord::State::Done);
        QCOMPARE(past->record(0).bytes, content.size());
        QCOMPARE(past->record(0).bucket, QByteArray("photos-1250000000"));

        Curl download(port);
        download.start({}, QStringLiteral("in/picture.raw"));
        QVERIFY(download.isDone());
        QCOMPARE(download.output(), content);

        QSignalSpy finished(&desktop, &Desktop::finished);
        desktop.quit();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, longWaitMs);
        QVERIFY(!isRunning(desktop));
    }

    void theNextStartKnowsSettingsSecretAndHistory()
    {
        const QTemporaryDir folder;
        localcos::Server bucket(bucketIn(folder.filePath(QStringLiteral("bucket"))));
        QVERIFY(bucket.start());
        const quint16 port = freePort();
        {
            Desktop first(profileIn(folder));
            setUp(first, bucket, port);
            Curl upload(port);
            upload.start({QStringLiteral("-T"), makeFile(folder, "hello")}, QStringLiteral("a"));
            QVERIFY(upload.isDone());
            QTRY_COMPARE_WITH_TIMEOUT(modelOf<HistoryPage>(first)->rowCount(), 1, longWaitMs);
        }
        Desktop second(profileIn(folder));
        second.begin({});
        QTRY_VERIFY_WITH_TIMEOUT(isRunning(second), longWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(modelOf<HistoryPage>(second)->rowCount(), 1, longWaitMs);
        Curl download(port);
        download.start({}, QStringLiteral("a"));
        QVERIFY(download.isDone());
        QCOMPARE(download.output(), QByteArray("hello"));
    }

    void withoutAnAccountThroughTheNextStart()
    {
        const QTemporaryDir folder;
        const quint16 port = freePort();
        {
            Desktop first(profileIn(folder));
            first.begin({});
            Hand hand(wizardOf(first));
            QTest::mouseClick(hand.find<QAbstractButton>("trial"), Qt::LeftButton);
            hand.next();
            setUpServer(hand, port);
            Curl upload(port);
            upload.start({QStringLiteral("-T"), makeFile(folder, "kept")}, QStringLiteral("b"));
            QVERIFY(upload.isDone());
        }
        Desktop second(profileIn(folder));
        second.begin({});
        QTRY_VERIFY_WITH_TIMEOUT(isRunning(second), longWaitMs);
        Curl download(port);
        download.start({}, QStringLiteral("b"));
        QVERIFY(download.isDone());
        QCOMPARE(download.output(), QByteArray("kept"));
    }
};

COSFTP_TEST(TestWhole)
#include "test_whole.moc"
