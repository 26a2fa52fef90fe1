// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/virtual_path.h"

#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

class TestVirtualPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolvesAnArgument_data();
    void resolvesAnArgument();
    void refusesWhatIsNoName_data();
    void refusesWhatIsNoName();
    void knowsItsParentAndName();
    void comparesByComponents_data();
    void comparesByComponents();
};

namespace {
VirtualPath path(const char *text) { return *VirtualPath().resolved(QByteArrayView(text)); }
}  // namespace

void TestVirtualPath::resolvesAnArgument_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const char *folder, const char *argument,
                        const char *result) {
        QTest::newRow(name) << QByteArray(folder) << QByteArray(argument) << QByteArray(result);
    };
    row("relative", "/a", "b", "/a/b");
    row("absolute", "/a", "/b", "/b");
    row("empty", "/a", "", "/a");
    row("dot", "/a", ".", "/a");
    row("up", "/a/b", "..", "/a");
    row("up from the root", "/", "..", "/");
    row("far above the root", "/a", "../../../../etc/passwd", "/etc/passwd");
    row("up inside", "/", "/a/./b/../c", "/a/c");
    row("double slashes", "/", "//a///b//", "/a/b");
    row("three dots are a name", "/", "...", "/...");
    row("backslash is a character", "/", "a\\..\\b", "/a\\..\\b");
    row("tilde is a character", "/a", "~", "/a/~");
    row("colon", "/", "C:/x", "/C:/x");
    row("blanks stay", "/", " a b ", "/ a b ");
    row("Chinese", "/图", "片.jpg", "/图/片.jpg");
}

void TestVirtualPath::resolvesAnArgument()
{
    QFETCH(QByteArray, folder);
    QFETCH(QByteArray, argument);
    QFETCH(QByteArray, result);
    const Result<VirtualPath> resolved = path(folder.constData()).resolved(argument);
    QVERIFY(resolved);
    QCOMPARE(resolved->toBytes(), result);
}

void TestVirtualPath::refusesWhatIsNoName_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<Failure::Code>("code");
    QTest::newRow("invalid UTF-8") << QByteArray("\xFF") << Failure::Code::Invalid;
    QTest::newRow("overlong dots") << QByteArray("\xC0\xAE\xC0\xAE") << Failure::Code::Invalid;
    QTest::newRow("line break") << QByteArray("a\nb") << Failure::Code::NameNotAllowed;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << Failure::Code::NameNotAllowed;
}

void TestVirtualPath::refusesWhatIsNoName()
{
    QFETCH(QByteArray, argument);
    QFETCH(Failure::Code, code);
    const Result<VirtualPath> resolved = VirtualPath().resolved(argument);
    QVERIFY(!resolved);
    QCOMPARE(resolved.error().code, code);
}

void TestVirtualPath::knowsItsParentAndName()
{
    QCOMPARE(path("/a/b").parent(), path("/a"));
    QCOMPARE(path("/a/b").name(), QByteArray("b"));
    QCOMPARE(path("/").parent(), path("/"));
    QCOMPARE(path("/").name(), QByteArray());
    QVERIFY(path("/").isRoot());
    QVERIFY(!path("/a").isRoot());
    QCOMPARE(path("/a").child("b"), path("/a/b"));
}

void TestVirtualPath::comparesByComponents_data()
{
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<QByteArray>("outer");
    QTest::addColumn<bool>("isWithin");
    QTest::newRow("itself") << QByteArray("/a") << QByteArray("/a") << true;
    QTest::newRow("below") << QByteArray("/a/b") << QByteArray("/a") << true;
    QTest::newRow("above") << QByteArray("/a") << QByteArray("/a/b") << false;
    QTest::newRow("same beginning of the name") << QByteArray("/ab") << QByteArray("/a") << false;
    QTest::newRow("root holds all") << QByteArray("/a") << QByteArray("/") << true;
}

void TestVirtualPath::comparesByComponents()
{
    QFETCH(QByteArray, inner);
    QFETCH(QByteArray, outer);
    QFETCH(bool, isWithin);
    QCOMPARE(path(inner.constData()).isWithin(path(outer.constData())), isWithin);
}

COSFTP_TEST(TestVirtualPath)
#include "virtual_path.moc"
