// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user_directory.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace cosftp;

namespace {

UserSettings userNamed(const char *name, const QByteArray &password, bool isHash = false)
{
    return {name, password, isHash, true, {}};
}

// The answer to one login, waited for.
Result<UserSettings> login(UserDirectory &directory, const QByteArray &name,
                           const QByteArray &password)
{
    QObject context;
    std::optional<Result<UserSettings>> answer;
    directory.authenticate(name, password, &context,
                           [&answer](const Result<UserSettings> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
        return Failure::of(Failure::Code::Timeout);
    return *answer;
}

bool isDenied(const Result<UserSettings> &result)
{
    return !result && result.error().code == Failure::Code::Denied;
}

}  // namespace

class UserDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheRightPasswordIsLetIn_data()
    {
        QTest::addColumn<bool>("isHash");
        QTest::newRow("clear text") << false;
        QTest::newRow("hash") << true;
    }
    void onlyTheRightPasswordIsLetIn()
    {
        QFETCH(bool, isHash);
        const QByteArray stored = isHash ? *hashPassword("secret") : QByteArray("secret");
        UserSettings disabled = userNamed("off", stored, isHash);
        disabled.isEnabled = false;
        UserDirectory directory({userNamed("ann", stored, isHash), disabled});

        const Result<UserSettings> answer = login(directory, "ann", "secret");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->name, QByteArray("ann"));
        QVERIFY(login(directory, "ann", "secret").has_value());  // remembered
        QVERIFY(isDenied(login(directory, "ann", "Secret")));
        QVERIFY(isDenied(login(directory, "ann", "")));
        QVERIFY(isDenied(login(directory, "ann", stored + "x")));
        QVERIFY(isDenied(login(directory, "ann", QByteArray("secret\0x", 8))));
        QVERIFY(isDenied(login(directory, "off", "secret")));
        QVERIFY(isDenied(login(directory, "off", "secret")));
        QVERIFY(isDenied(login(directory, "nobody", "secret")));
        QVERIFY(isDenied(login(directory, "", "")));
    }

    void aHashIsNoPassword()
    {
        const QByteArray hash = *hashPassword("secret");
        UserDirectory directory({userNamed("ann", hash, true)});
        QVERIFY(isDenied(login(directory, "ann", hash)));
    }

    void clearAndHashedPasswordsLiveTogether()
    {
        UserDirectory directory(
            {userNamed("ann", *hashPassword("secret"), true), userNamed("bob", "plain")});
        QVERIFY(login(directory, "bob", "plain").has_value());
        QVERIFY(isDenied(login(directory, "bob", "secret")));  // the hash beside is not his
        QVERIFY(isDenied(login(directory, "nobody", "secret")));
        QVERIFY(isDenied(login(directory, "nobody", "")));
    }

    void usersAreReplacedAsAWhole()
    {
        UserDirectory directory({userNamed("ann", *hashPassword("old"), true)});
        QVERIFY(login(directory, "ann", "old").has_value());
        directory.setUsers({userNamed("ann", *hashPassword("new"), true)});
        QVERIFY(isDenied(login(directory, "ann", "old")));
        QVERIFY(login(directory, "ann", "new").has_value());
        directory.setUsers({});
        QVERIFY(isDenied(login(directory, "ann", "new")));
    }

    void theSameLoginAgainAndAgainCostsOneHash_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("right") << QByteArray("ann") << QByteArray("secret");
        QTest::newRow("wrong") << QByteArray("ann") << QByteArray("wrong");
        QTest::newRow("of nobody") << QByteArray("nobody") << QByteArray("secret");
    }
    void theSameLoginAgainAndAgainCostsOneHash()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, password);
        UserDirectory directory({userNamed("ann", *hashPassword("secret"), true)});
        QObject context;
        int answered = 0;
        int accepted = 0;
        const auto tryOften = [&](int times) {
            for (int number = 0; number < times; ++number)
                directory.authenticate(name, password, &context,
                                       [&](const Result<UserSettings> &result) {
                                           ++answered;
                                           accepted += result.has_value() ? 1 : 0;
                                       });
        };
        tryOften(500);  // at once
        QTRY_COMPARE(answered, 500);
        tryOften(500);  // later
        QTRY_COMPARE(answered, 1000);
        QCOMPARE(accepted, password == "secret" && name == "ann" ? 1000 : 0);
        QCOMPARE(directory.hashesChecked(), qint64{1});
        directory.setUsers({userNamed("ann", *hashPassword("wrong"), true)});
        tryOften(1);
        QTRY_COMPARE(answered, 1001);
        QCOMPARE(directory.hashesChecked(), qint64{name == "ann" ? 2 : 1});
    }

    void theAnswerComesInTheContextsThread()
    {
        UserDirectory directory({userNamed("ann", *hashPassword("secret"), true)});
        QThread thread;
        thread.start();
        auto *context = new QObject;
        context->moveToThread(&thread);
        std::atomic<QThread *> seen{nullptr};
        directory.authenticate("ann", "secret", context, [&](const Result<UserSettings> &) {
            seen = QThread::currentThread();
        });
        QTRY_COMPARE(seen.load(), &thread);
        context->deleteLater();
        thread.quit();
        QVERIFY(thread.wait(60000));
    }

    void aVanishedContextGetsNoAnswer()
    {
        bool isAnswered = false;
        UserDirectory directory({userNamed("ann", *hashPassword("secret"), true)});
        {
            QObject context;
            directory.authenticate("ann", "secret", &context,
                                   [&](const Result<UserSettings> &) { isAnswered = true; });
        }
        QVERIFY(login(directory, "ann", "secret").has_value());
        QVERIFY(!isAnswered);
    }

    void aFloodOfLoginsIsToldToComeLater()
    {
        int busy = 0;
        QObject context;
        UserDirectory directory({userNamed("ann", *hashPassword("secret"), true)});
        for (int number = 0; number < 1200; ++number)
            directory.authenticate("ann", "wrong" + QByteArray::number(number), &context,
                                   [&](const Result<UserSettings> &result) {
                                       if (result.error().code == Failure::Code::Busy)
                                           ++busy;
                                   });
        QTRY_VERIFY(busy >= 100);
    }

    void hashesAreKnownFromOtherText()
    {
        const Result<QByteArray> hash = hashPassword("secret");
        QVERIFY(hash.has_value());
        QVERIFY(hash->startsWith("$scrypt$"));
        QVERIFY(isPasswordHash(*hash));
        QVERIFY(*hash != *hashPassword("secret"));
        QVERIFY(!isPasswordHash("secret"));
        QVERIFY(!isPasswordHash("$y$j9T$abc"));
        QVERIFY(!isPasswordHash(QByteArray("$zz$1$") + QByteArray(50, 'a')));
        QVERIFY(!hashPassword("").has_value());
        QVERIFY(!isPasswordHash(QByteArray(*hash).replace("ln=14", "ln=20")));  // 1 GiB of memory
        QVERIFY(hashPassword(QByteArray(600, 'x')).has_value());
    }
};

COSFTP_TEST(UserDirectoryTest)
#include "user_directory_test.moc"
