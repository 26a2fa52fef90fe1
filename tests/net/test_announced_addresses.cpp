// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/announced_addresses.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

const QHostAddress local(QStringLiteral("192.168.1.5"));

QHostAddress address(const char *text) { return QHostAddress(QString::fromLatin1(text)); }

MasqueradeRule rule(const char *clients, const char *announced)
{
    return {NetworkList::fromText(QString::fromLatin1(clients)).value(),
            QString::fromLatin1(announced)};
}

// Remembers the questions; the test answers them.
struct Resolver
{
    MasqueradeAddress::Lookup lookup()
    {
        return [this](const QString &name, QObject *, const MasqueradeAddress::Answer &answer) {
            names += name;
            answers += answer;
        };
    }
    QStringList names;
    QList<MasqueradeAddress::Answer> answers;
};

}  // namespace

class TestAnnouncedAddresses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstRuleThatFitsWins()
    {
        NetworkSettings settings;
        settings.masqueradeAddress = QStringLiteral("203.0.113.1");
        settings.masqueradeRules = {rule("10.1.0.0/16", "203.0.113.2"), rule("private", ""),
                                    rule("10.2.0.0/16", "203.0.113.3")};
        const AnnouncedAddresses addresses(settings);
        QCOMPARE(addresses.announcedTo(address("10.1.2.3"), local), address("203.0.113.2"));
        QCOMPARE(addresses.announcedTo(address("::ffff:10.1.2.3"), local), address("203.0.113.2"));
        QCOMPARE(addresses.announcedTo(address("10.2.2.3"), local), local);
        QCOMPARE(addresses.announcedTo(address("198.51.100.1"), local), address("203.0.113.1"));
        QCOMPARE(addresses.current(), address("203.0.113.1"));
    }
    void withoutRulesEverybodyIsToldTheSame()
    {
        NetworkSettings settings;
        const AnnouncedAddresses nothing(settings);
        QCOMPARE(nothing.announcedTo(address("10.1.2.3"), local), local);
        settings.masqueradeAddress = QStringLiteral("203.0.113.1");
        const AnnouncedAddresses one(settings);
        QCOMPARE(one.announcedTo(address("10.1.2.3"), local), address("203.0.113.1"));
    }
    void aNameIsAskedForAndTheLocalAddressToldMeanwhile()
    {
        Resolver resolver;
        NetworkSettings settings;
        settings.masqueradeRules = {rule("10.0.0.0/8", "ftp.example.com")};
        const AnnouncedAddresses addresses(settings, resolver.lookup());
        QCOMPARE(resolver.names, QStringList{QStringLiteral("ftp.example.com")});
        QCOMPARE(addresses.announcedTo(address("10.1.2.3"), local), local);
        resolver.answers.first()({address("203.0.113.4")}, {});
        QCOMPARE(addresses.announcedTo(address("10.1.2.3"), local), address("203.0.113.4"));
    }
    void changedRulesCountAtOnceAndKnownNamesStayKnown()
    {
        Resolver resolver;
        NetworkSettings settings;
        settings.masqueradeRules = {rule("10.0.0.0/8", "ftp.example.com")};
        AnnouncedAddresses addresses(settings, resolver.lookup());
        resolver.answers.first()({address("203.0.113.4")}, {});
        settings.masqueradeRules = {rule("10.9.0.0/16", ""), rule("10.0.0.0/8", "ftp.example.com")};
        addresses.apply(settings);
        QCOMPARE(addresses.announcedTo(address("10.1.2.3"), local), address("203.0.113.4"));
        QCOMPARE(addresses.announcedTo(address("10.9.2.3"), local), local);
        QCOMPARE(resolver.names.size(), 1);
        settings.masqueradeRules.clear();
        addresses.apply(settings);
        QCOMPARE(addresses.announcedTo(address("10.1.2.3"), local), local);
    }
};

COSFTP_TEST(TestAnnouncedAddresses)
#include "test_announced_addresses.moc"
