// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every window: all of it is named for screen readers, reached by keys in the order
// in which it is read, and not cut, in any language and direction. The scale is that of the
// process: see CMakeLists.txt.
#include "common/language.h"
#include "gui/private_settings.h"
#include "gui/whole/all_windows.h"
#include "support/test_main.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextEdit>
#include <QToolButton>
#include <QTranslator>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr int settleMs = 400;

/// Every text 40 % longer, as translations can be.
class LongTexts final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *,
                                    int) const override
    {
        const QString text = QString::fromUtf8(source);
        QString longer = text;
        while (longer.size() * 10 < text.size() * 14)
            longer += longer.size() % 7 == 6 ? QLatin1Char(' ') : QLatin1Char('o');
        return longer;
    }
};

QList<QWidget *> visibleParts(QWidget &window)
{
    QList<QWidget *> parts;
    for (QWidget *part : window.findChildren<QWidget *>())
        if (part->isVisible() && part->window() == &window
            && qobject_cast<QLineEdit *>(part->parentWidget()) == nullptr  // its clear button
            && !part->objectName().startsWith(QLatin1String("qt_")))
            parts += part;
    return parts;
}

bool isControl(const QWidget *part)
{
    const bool isInner = qobject_cast<const QComboBox *>(part->parentWidget()) != nullptr
                         || qobject_cast<const QAbstractSpinBox *>(part->parentWidget()) != nullptr
                         || qobject_cast<const QLineEdit *>(part->parentWidget()) != nullptr;
    return !isInner
           && (qobject_cast<const QAbstractButton *>(part) != nullptr
               || qobject_cast<const QLineEdit *>(part) != nullptr
               || qobject_cast<const QComboBox *>(part) != nullptr
               || qobject_cast<const QAbstractSpinBox *>(part) != nullptr
               || (qobject_cast<const QAbstractItemView *>(part) != nullptr
                   && qobject_cast<const QHeaderView *>(part) == nullptr)
               || qobject_cast<const QTextEdit *>(part) != nullptr
               || qobject_cast<const QProgressBar *>(part) != nullptr);
}

QString nameOf(const QWidget *part)
{
    const auto *button = qobject_cast<const QAbstractButton *>(part);
    const auto *label = qobject_cast<const QLabel *>(part);
    const QString text = button != nullptr  ? button->text()
                         : label != nullptr ? label->text()
                                            : QString();
    return QStringLiteral("%1 \"%2\" \"%3\"")
        .arg(QString::fromLatin1(part->metaObject()->className()), part->objectName(),
             text.left(40));
}

// --- Names ---

QStringList namelessIn(QWidget &window)
{
    QStringList found;
    for (QWidget *part : visibleParts(window)) {
        if (!isControl(part))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(part);
        if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty())
            found += nameOf(part);
    }
    return found;
}

// --- Keys ---

QStringList sharedMnemonicsIn(QWidget &window)
{
    QMap<QString, QStringList> byKey;
    for (const QWidget *part : visibleParts(window)) {
        const auto *button = qobject_cast<const QAbstractButton *>(part);
        const auto *label = qobject_cast<const QLabel *>(part);
        const bool isBuddy = label != nullptr && label->buddy() != nullptr;
        if (button == nullptr && !isBuddy)
            continue;
        const QKeySequence key =
            QKeySequence::mnemonic(button != nullptr ? button->text() : label->text());
        if (!key.isEmpty())
            byKey[key.toString()] += nameOf(part);
    }
    QStringList found;
    for (auto key = byKey.cbegin(); key != byKey.cend(); ++key)
        if (key->size() > 1)
            found += key.key() + QStringLiteral(": ") + key->join(QStringLiteral(", "));
    return found;
}

QRect placeIn(const QWidget &window, const QWidget *part)
{
    return {part->mapTo(&window, QPoint()), part->size()};
}

// Tab must not jump up again within a column.
QStringList backwardTabsIn(QWidget &window)
{
    QList<QWidget *> order;
    for (QWidget *part = window.nextInFocusChain(); part != nullptr && part != &window;
         part = part->nextInFocusChain())
        if (part->isVisible() && part->isEnabled() && part->window() == &window
            && (part->focusPolicy() & Qt::TabFocus) != 0 && isControl(part)
            && !part->visibleRegion().isEmpty())  // not scrolled away
            order += part;
    QStringList found;
    for (qsizetype at = 1; at < order.size(); ++at) {
        const QRect before = placeIn(window, order[at - 1]);
        const QRect after = placeIn(window, order[at]);
        if (after.bottom() < before.top() && after.left() < before.right())
            found += nameOf(order[at - 1]) + QStringLiteral(" then ") + nameOf(order[at]);
    }
    return found;
}

// --- Sizes ---

bool isCut(const QLabel *label)
{
    // What gives way shows the rest as tool tip.
    const bool givesWay = label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored
                          && label->toolTip() == label->text();
    if (label->text().isEmpty() || label->textFormat() == Qt::RichText || givesWay)
        return false;
    if (label->wordWrap())
        return label->height() + 1 < label->heightForWidth(label->width());
    return label->width() + 1 < label->sizeHint().width()
           || label->height() + 1 < label->sizeHint().height();
}

bool isCut(const QAbstractButton *button)
{
    const QSize wanted =
        button->minimumSizeHint().isValid() ? button->minimumSizeHint() : button->sizeHint();
    return button->width() + 1 < wanted.width() || button->height() + 1 < wanted.height();
}

QStringList clippedIn(QWidget &window)
{
    QStringList found;
    for (const QWidget *part : visibleParts(window)) {
        const auto *label = qobject_cast<const QLabel *>(part);
        const auto *button = qobject_cast<const QAbstractButton *>(part);
        if ((label != nullptr && isCut(label)) || (button != nullptr && isCut(button)))
            found += QStringLiteral("%1 %2x%3 wants %4x%5")
                         .arg(nameOf(part))
                         .arg(part->width())
                         .arg(part->height())
                         .arg(part->sizeHint().width())
                         .arg(part->sizeHint().height());
    }
    return found;
}

QStringList cutIn(QWidget &window)
{
    QStringList found = clippedIn(window);
    for (const QScrollArea *area : window.findChildren<QScrollArea *>())
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0)
            found += QStringLiteral("a form of %1 pixels in %2")
                         .arg(area->widget()->minimumSizeHint().width())
                         .arg(area->viewport()->width());
    return found;
}

}  // namespace

class AllWindowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_settings.clear();
        language::use(QStringLiteral("en"));
        Theme::instance().setMode(Theme::Mode::Light);
    }
    void cleanup()
    {
        qApp->setLayoutDirection(Qt::LeftToRight);
        language::use(QStringLiteral("en"));
    }

    void everyControlHasAName_data() { languages(); }
    void everyControlHasAName()
    {
        QFETCH(const QString, code);
        language::use(code);
        expectNone(&namelessIn);
    }

    void mnemonicsAreUniqueInEachWindow_data() { languages(); }
    void mnemonicsAreUniqueInEachWindow()
    {
        QFETCH(const QString, code);
        language::use(code);
        expectNone(&sharedMnemonicsIn);
    }

    void tabFollowsTheOrderOfReading() { expectNone(&backwardTabsIn); }

    void nothingIsCut_data() { languages(); }
    void nothingIsCut()
    {
        QFETCH(const QString, code);
        language::use(code);
        expectNone(&cutIn);
    }

    void enterDoesWhatADialogIsForAndEscapeLeavesIt()
    {
        AllWindows all;
        int dialogs = 0;
        all.forEach([&dialogs](const QString &name, QWidget &window) {
            if (qobject_cast<QDialog *>(&window) == nullptr
                || name.startsWith(QLatin1String("wizard")))
                return;
            ++dialogs;
            for (const QPushButton *button : window.findChildren<QPushButton *>())
                QVERIFY2(!button->isDefault() || !button->text().contains(QLatin1String("rowse")),
                         qPrintable(name));
            QTest::keyClick(&window, Qt::Key_Escape);
            QVERIFY2(!window.isVisible(), qPrintable(name));
        });
        QVERIFY(dialogs >= 10);
    }

    void nothingIsCutAfterTheLanguageWasSwitched()
    {
        AllWindows all;
        all.forEach([](const QString &, QWidget &) {});  // all were seen in English
        language::use(QStringLiteral("zh_CN"));
        expectNone(all, &cutIn);
    }

    void textsThatAreLongerAreNotCut()
    {
        LongTexts texts;
        QCoreApplication::installTranslator(&texts);
        expectNone(&clippedIn);  // a form that is too wide can be scrolled
        QCoreApplication::removeTranslator(&texts);
    }

    void fromRightToLeftNothingIsCut()
    {
        qApp->setLayoutDirection(Qt::RightToLeft);
        expectNone(&cutIn);
    }

    void theSmallestWindowIsSmallEnough_data() { languages(); }
    void theSmallestWindowIsSmallEnough()
    {
        QFETCH(const QString, code);
        language::use(code);
        AllWindows all;
        all.mainWindow().show();
        QCoreApplication::processEvents();
        const QSize smallest = all.mainWindow().minimumSizeHint();
        QVERIFY2(smallest.width() <= 1024 && smallest.height() <= 700,
                 qPrintable(QStringLiteral("%1x%2").arg(smallest.width()).arg(smallest.height())));
    }

private:
    static void languages()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }
    static void expectNone(QStringList (*faultsIn)(QWidget &))
    {
        AllWindows all;
        expectNone(all, faultsIn);
    }
    static void expectNone(AllWindows &all, QStringList (*faultsIn)(QWidget &))
    {
        QStringList found;
        int windows = 0;
        all.forEach([&](const QString &name, QWidget &window) {
            ++windows;
            // A label that wraps tells its height in a second round of the layout.
            (void)QTest::qWaitFor([&] { return faultsIn(window).isEmpty(); }, settleMs);
            for (const QString &fault : faultsIn(window))
                found += name + QStringLiteral(": ") + fault;
        });
        QVERIFY(windows > 30);
        found.removeDuplicates();
        for (const QString &fault : std::as_const(found))
            qWarning("%s", qPrintable(fault));
        QCOMPARE(found.size(), 0);
    }

    PrivateSettings m_settings;
};

COSFTP_TEST(AllWindowsTest)
#include "all_windows_test.moc"
