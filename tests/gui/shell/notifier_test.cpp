// SPDX-License-Identifier: GPL-3.0-or-later
// Messages without a tray, on a private bus with a service that the test plays.
#include "common/language.h"
#include "common/message_bar.h"
#include "gui/fake_link.h"
#include "gui/private_settings.h"
#include "gui/shell/sample_page.h"
#include "shell/preferences_page.h"
#include "shell/shell.h"
#include "support/test_main.h"

#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

namespace cosftp {

namespace {

constexpr int patienceMs = 30'000;

/// A bus of its own for as long as it lives.
class PrivateBus
{
public:
    PrivateBus()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address=1"),
                        QStringLiteral("--address=unix:tmpdir=") + m_folder.path()});
        if (m_daemon.waitForStarted(patienceMs) && m_daemon.waitForReadyRead(patienceMs))
            m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    }
    ~PrivateBus()
    {
        for (const QString &name : std::as_const(m_names))
            QDBusConnection::disconnectFromBus(name);
        m_daemon.terminate();
        m_daemon.waitForFinished(patienceMs);
    }
    Q_DISABLE_COPY_MOVE(PrivateBus)

    QDBusConnection connection(const QString &name)
    {
        m_names += name;
        return QDBusConnection::connectToBus(m_address, name);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    QStringList m_names;
};

/// The desktop's service: remembers what it was told.
class Service final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Message
    {
        QString title;
        QString body;
        QStringList actions;
    };
    explicit Service(QDBusConnection bus)
    {
        m_isThere =
            bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                               QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] QList<Message> messages() const { return m_messages; }

public Q_SLOTS:
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &, int)
    {
        m_messages += {title, body, actions};
        return static_cast<uint>(m_messages.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    QList<Message> m_messages;
    bool m_isThere = false;
};

struct Program
{
    test::FakeLink link;
    std::unique_ptr<Shell> shell;

    Program(const QString &folder, const QDBusConnection &bus)
    {
        ShellParts parts;
        parts.preferences = new PreferencesPage(Autostart(folder, {}));
        parts.pages = {new test::SamplePage(QStringLiteral("overview")),
                       new test::SamplePage(QStringLiteral("history")), parts.preferences};
        parts.notifier = new DesktopNotifier(bus);
        parts.isTrayAvailable = [] { return false; };
        shell = std::make_unique<Shell>(link, parts);
        shell->begin({});
        link.setSnapshot({});
    }
    void failATransfer()
    {
        TransferRecord failed;
        failed.transferId = 5;
        failed.path = "/a/<b>.txt";
        failed.state = TransferRecord::State::Failed;
        MonitorSnapshot snapshot;
        snapshot.ended = {failed};
        link.setSnapshot(snapshot);
    }
    [[nodiscard]] bool isSaidInWindow() const { return shell->window().messageBar()->isVisible(); }
};

}  // namespace

class NotifierTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_settings.clear();
        language::use(QStringLiteral("en"));
    }

    void withoutATrayTheDesktopTellsIt()
    {
        PrivateBus bus;
        Service service(bus.connection(QStringLiteral("service")));
        QVERIFY(service.isThere());
        Program program(m_settings.folder(), bus.connection(QStringLiteral("program")));
        program.failATransfer();
        QTRY_COMPARE_WITH_TIMEOUT(service.messages().size(), 1, patienceMs);
        QCOMPARE(service.messages().first().title, QStringLiteral("Transfer failed"));
        QVERIFY(service.messages().first().body.contains(QStringLiteral("&lt;b&gt;.txt")));
        QCOMPARE(service.messages().first().actions.value(0), QStringLiteral("default"));
        QVERIFY(!program.isSaidInWindow());
    }

    void aClickOpensTheMatchingView()
    {
        PrivateBus bus;
        Service service(bus.connection(QStringLiteral("service")));
        Program program(m_settings.folder(), bus.connection(QStringLiteral("program")));
        program.failATransfer();
        QTRY_COMPARE_WITH_TIMEOUT(service.messages().size(), 1, patienceMs);
        program.shell->window().hide();
        Q_EMIT service.ActionInvoked(99, QStringLiteral("default"));  // another program's
        // The answer with the number is on its way still: a click comes later than that.
        QTRY_VERIFY_WITH_TIMEOUT(
            (Q_EMIT service.ActionInvoked(1, QStringLiteral("default")),
             program.shell->window().currentPageId() == QLatin1String("history")),
            patienceMs);
        QVERIFY(program.shell->window().isVisible());
    }

    void withoutAServiceItWaitsInTheWindow()
    {
        PrivateBus bus;
        Program program(m_settings.folder(), bus.connection(QStringLiteral("program")));
        program.failATransfer();
        QTRY_VERIFY_WITH_TIMEOUT(program.isSaidInWindow(), patienceMs);
    }

    void withoutABusItWaitsInTheWindow()
    {
        Program program(m_settings.folder(), QDBusConnection(QStringLiteral("no such bus")));
        program.failATransfer();
        QTRY_VERIFY_WITH_TIMEOUT(program.isSaidInWindow(), patienceMs);
    }

private:
    test::PrivateSettings m_settings;
};

COSFTP_TEST(NotifierTest)

}  // namespace cosftp

#include "notifier_test.moc"
