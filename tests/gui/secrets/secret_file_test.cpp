// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_file.h"
#include "secrets/secret_store.h"
#include "support/test_main.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;

namespace {

constexpr QFile::Permissions owner =
    QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

}  // namespace

class SecretFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bucketsOfTheSameNameInTwoProfilesHaveEntriesOfTheirOwn()
    {
        const SecretStore one(QStringLiteral("/home/ann/.config/cosftp"));
        const SecretStore other(QStringLiteral("/home/ann/second"));
        const SecretStore again(QStringLiteral("/home/ann/x/../second"));
        const QString main = QStringLiteral("main");
        QVERIFY(one.entryFor(main).startsWith(QStringLiteral("bucket/main@")));
        QVERIFY(one.entryFor(main) != other.entryFor(main));
        QVERIFY(other.entryFor(main) != other.entryFor(QStringLiteral("films")));
        QCOMPARE(again.entryFor(main), other.entryFor(main));
        QVERIFY(!one.entryFor(main).contains(QStringLiteral("ann")));
    }

    void secretsComeBackByteForByte()
    {
        const QTemporaryDir folder;
        const SecretFile file(folder.filePath(QStringLiteral("new/profile")));
        QVERIFY(!file.exists());
        const QByteArray odd("a\0b\n= 密", 10);
        QVERIFY(file.write(QStringLiteral("bucket/ä b"), odd).has_value());
        QVERIFY(file.write(QStringLiteral("bucket/c"), "C").has_value());
        QCOMPARE(*file.read(QStringLiteral("bucket/ä b")), odd);
        QVERIFY(file.remove(QStringLiteral("bucket/ä b")).has_value());
        QCOMPARE(file.read(QStringLiteral("bucket/ä b")).error().code, Failure::Code::NotFound);
        QCOMPARE(*file.read(QStringLiteral("bucket/c")), QByteArray("C"));
    }

    void nobodyElseMayReadFileAndFolder()
    {
        const QTemporaryDir folder;
        const SecretFile file(folder.filePath(QStringLiteral("profile")));
        QVERIFY(file.create().has_value());
        QCOMPARE(QFileInfo(file.path()).permissions(), owner);
        QCOMPARE(QFileInfo(folder.filePath(QStringLiteral("profile"))).permissions(),
                 owner | QFile::ExeOwner | QFile::ExeUser);
    }

    void aFileThatOthersCanReadIsRefused()
    {
        const QTemporaryDir folder;
        const SecretFile file(folder.path());
        QVERIFY(file.write(QStringLiteral("a"), "A").has_value());
        QVERIFY(QFile::setPermissions(file.path(),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const Result<QByteArray> read = file.read(QStringLiteral("a"));
        QCOMPARE(read.error().code, Failure::Code::Denied);
        QVERIFY(read.error().detail.contains(QStringLiteral("chmod 600")));
        QVERIFY(!file.write(QStringLiteral("b"), "B").has_value());
    }

    void aFolderThatCannotBeMadeIsAFailure()
    {
        const QTemporaryDir folder;
        QFile blocker(folder.filePath(QStringLiteral("x")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const SecretFile file(folder.filePath(QStringLiteral("x/profile")));
        QVERIFY(!file.write(QStringLiteral("a"), "A").has_value());
        QVERIFY(!file.exists());
    }
};

COSFTP_TEST(SecretFileTest)
#include "secret_file_test.moc"
