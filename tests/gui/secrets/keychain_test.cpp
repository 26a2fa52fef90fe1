// SPDX-License-Identifier: GPL-3.0-or-later
// Runs three times, see with_keyring.sh: COSFTP_KEYRING tells which keychain the bus has.
#include "gui/turn_watch.h"
#include "secrets/secret_resolver.h"
#include "secrets/secret_store.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;
using Keeper = SecretStore::Keeper;
using Problem = SecretStore::Problem;

namespace {

const QString entry = QStringLiteral("bucket/main");
constexpr int patience = 60'000;

bool isKeyring(const char *state) { return qgetenv("COSFTP_KEYRING") == state; }

/// The one answer to one question; also counts the turns of the event loop meanwhile.
template <typename T>
struct Answer
{
    int count = 0;
    Result<T> result;
    QObject context;

    Handler<T> handler()
    {
        return [this](const Result<T> &given) {
            ++count;
            result = given;
        };
    }
};

Settings settingsWithKeychain(const QString &reference)
{
    Settings settings;
    settings.buckets = {{QStringLiteral("main"),
                         "b-1",
                         "ap-x",
                         {},
                         "https",
                         {CredentialSettings::Source::Keychain, "ID", {}, {}, reference}},
                        {QStringLiteral("own"),
                         "c-1",
                         "ap-x",
                         {},
                         "https",
                         {CredentialSettings::Source::Inline, "ID2", "KEY2", {}, {}}}};
    return settings;
}

ResolvedSettings resolved(const Settings &settings, SecretStore &store)
{
    QObject context;
    std::optional<ResolvedSettings> answer;
    resolveSecrets(settings, store, &context,
                   [&answer](const ResolvedSettings &given) { answer = given; });
    [&answer] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), patience); }();
    return answer.value_or(ResolvedSettings());
}

}  // namespace

class KeychainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theProbeSaysHowTheKeychainIs()
    {
        SecretStore store(m_folder->path());
        QCOMPARE(store.keeper(), Keeper::Unknown);
        const QSignalSpy ready(&store, &SecretStore::ready);
        store.probe();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, patience);
        const Problem expected = isKeyring("unlocked") ? Problem::None
                                 : isKeyring("locked") ? Problem::Locked
                                                       : Problem::NoKeychain;
        QCOMPARE(store.problem(), expected);
        QCOMPARE(store.keeper(), isKeyring("unlocked") ? Keeper::Keychain : Keeper::Unknown);
        QCOMPARE(store.problemText().isEmpty(), isKeyring("unlocked"));
    }

    void nothingWaitsWhileTheKeychainIsAsked()
    {
        SecretStore store(m_folder->path());
        const test::TurnWatch watch;
        const QSignalSpy ready(&store, &SecretStore::ready);
        store.probe();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, patience);
        QVERIFY2(watch.longestMs() < test::waitLimitMs,
                 qPrintable(QString::number(watch.longestMs())));
    }

    void aSecretIsKeptReadAndForgotten()
    {
        SecretStore store(m_folder->path());
        const QByteArray secret = "密钥 with = and ; and \"quotes\"";
        Answer<Done> written;
        store.write(entry, secret, &written.context, written.handler());
        QTRY_COMPARE_WITH_TIMEOUT(written.count, 1, patience);
        QCOMPARE(written.result.has_value(), isKeyring("unlocked"));
        if (!isKeyring("unlocked")) {
            QCOMPARE(written.result.error().code, Failure::Code::Denied);
            return;
        }
        Answer<QByteArray> read;
        store.read(entry, &read.context, read.handler());
        QTRY_COMPARE_WITH_TIMEOUT(read.count, 1, patience);
        QVERIFY(read.result.has_value());
        QCOMPARE(*read.result, secret);
        Answer<Done> removed;
        store.remove(entry, &removed.context, removed.handler());
        QTRY_COMPARE_WITH_TIMEOUT(removed.count, 1, patience);
        QVERIFY(removed.result.has_value());
        Answer<QByteArray> gone;
        store.read(entry, &gone.context, gone.handler());
        QTRY_COMPARE_WITH_TIMEOUT(gone.count, 1, patience);
        QCOMPARE(gone.result.error().code, Failure::Code::NotFound);
    }

    void aKeychainThatCannotBeReadIsNotTakenForAnEmptyOne()
    {
        SecretStore store(m_folder->path());
        Answer<QByteArray> read;
        store.read(QStringLiteral("never written"), &read.context, read.handler());
        QTRY_COMPARE_WITH_TIMEOUT(read.count, 1, patience);
        QCOMPARE(read.result.error().code,
                 isKeyring("unlocked") ? Failure::Code::NotFound : Failure::Code::Denied);
    }

    void theFileTakesOverWhenTheUserSaysSo()
    {
        const QString folder = m_folder->filePath(QStringLiteral("profile"));
        {
            SecretStore store(folder);
            store.useFile(true);
            QCOMPARE(store.keeper(), Keeper::File);
            Answer<Done> written;
            store.write(entry, "KEY", &written.context, written.handler());
            QTRY_COMPARE_WITH_TIMEOUT(written.count, 1, patience);
            QVERIFY(written.result.has_value());
        }
        SecretStore next(folder);  // the choice outlives the program
        QCOMPARE(next.keeper(), Keeper::File);
        Answer<QByteArray> read;
        next.read(entry, &read.context, read.handler());
        QTRY_COMPARE_WITH_TIMEOUT(read.count, 1, patience);
        QCOMPARE(*read.result, QByteArray("KEY"));
    }

    void anAnswerToNobodyIsDropped()
    {
        SecretStore store(m_folder->path());
        int answers = 0;
        auto gone = std::make_unique<QObject>();
        store.read(entry, gone.get(), [&answers](const Result<QByteArray> &) { ++answers; });
        gone.reset();
        Answer<QByteArray> later;  // asked after the other, so its answer would have come first
        store.read(entry, &later.context, later.handler());
        QTRY_COMPARE_WITH_TIMEOUT(later.count, 1, patience);
        QCOMPARE(answers, 0);
    }

    void bucketsGetTheirKeys()
    {
        SecretStore store(m_folder->path());
        if (!isKeyring("unlocked"))
            store.useFile(true);
        Answer<Done> written;
        store.write(entry, "KEY", &written.context, written.handler());
        QTRY_COMPARE_WITH_TIMEOUT(written.count, 1, patience);
        QVERIFY(written.result.has_value());
        const ResolvedSettings found = resolved(settingsWithKeychain(entry), store);
        QCOMPARE(found.problems, QStringList());
        const CredentialSettings credentials = found.settings.buckets[0].credentials;
        QCOMPARE(credentials.source, CredentialSettings::Source::Inline);
        QCOMPARE(credentials.secretKey, QByteArray("KEY"));
        QCOMPARE(credentials.secretId, QByteArray("ID"));
        QCOMPARE(found.settings.buckets[1].credentials.secretKey, QByteArray("KEY2"));
    }

    void aBucketWithoutItsKeyIsNamed()
    {
        SecretStore store(m_folder->path());
        const ResolvedSettings found =
            resolved(settingsWithKeychain(QStringLiteral("bucket/other")), store);
        QCOMPARE(found.problems.size(), 1);
        QVERIFY(found.problems.first().contains(QStringLiteral("bucket main")));
        QCOMPARE(found.settings.buckets[0].credentials.source,
                 CredentialSettings::Source::Keychain);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

COSFTP_TEST(KeychainTest)
#include "keychain_test.moc"
