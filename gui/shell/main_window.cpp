// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "common/message_bar.h"
#include "common/page.h"
#include "shell/server_strip.h"
#include "shell/side_rail.h"
#include "shell/window_place.h"

#include <QCloseEvent>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace cosftp {

namespace {

const QString placeKey = QStringLiteral("main_window");
const QString pageKey = QStringLiteral("main_window/page");
constexpr QSize firstSize{1180, 780};
constexpr QSize smallestSize{900, 600};
constexpr int pagesWithKeys = 9;

}  // namespace

MainWindow::MainWindow(const QList<Page *> &pages, QWidget *parent)
    : QMainWindow(parent), m_rail(new SideRail(this)), m_strip(new ServerStrip(this)),
      m_messages(new MessageBar(this)), m_stack(new QStackedWidget(this))
{
    build(pages);
    addShortcuts();
    connect(m_rail, &SideRail::pageChosen, this, &MainWindow::onChosen);
    connect(m_messages, &MessageBar::actionWanted, m_strip, &ServerStrip::startWanted);
    setMinimumSize(smallestSize);
    if (!restoreWindowPlace(this, placeKey))
        resize(firstSize);
    if (!showPage(QSettings().value(pageKey).toString()))
        showIndex(0);
    retranslate();
}

MainWindow::~MainWindow() = default;

void MainWindow::build(const QList<Page *> &pages)
{
    auto *middle = new QWidget(this);
    auto *sideBySide = new QHBoxLayout(middle);
    sideBySide->setContentsMargins(0, 0, 0, 0);
    sideBySide->setSpacing(0);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    m_messagePlace = new QVBoxLayout;
    m_messagePlace->addWidget(m_messages);
    m_messages->installEventFilter(this);
    placeMessages();
    column->addWidget(m_strip);
    column->addLayout(m_messagePlace);
    column->addWidget(m_stack, 1);
    sideBySide->addWidget(m_rail);
    sideBySide->addLayout(column, 1);
    setCentralWidget(middle);
    for (Page *page : pages)
        m_rail->addPage(page);
    m_wizard = m_rail->addAction(QStringLiteral("wizard"));
    m_help = m_rail->addAction(QStringLiteral("help"));
    m_about = m_rail->addAction(QStringLiteral("about"));
    connect(m_wizard, &QToolButton::clicked, this, &MainWindow::wizardWanted);
    connect(m_help, &QToolButton::clicked, this, &MainWindow::helpWanted);
    connect(m_about, &QToolButton::clicked, this, &MainWindow::aboutWanted);
    for (Page *page : pages) {  // behind the rail, which Tab reaches first
        m_stack->addWidget(page);
        connect(page, &Page::pageWanted, this, &MainWindow::showPage);
    }
}

// The margins of a layout take their room even when what is in it is hidden.
void MainWindow::placeMessages()
{
    m_messagePlace->setContentsMargins(m_messages->isHidden() ? QMargins()
                                                              : QMargins(20, 12, 20, 0));
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_messages
        && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        placeMessages();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::addShortcut(const QKeySequence &keys, void (MainWindow::*handler)())
{
    connect(new QShortcut(keys, this), &QShortcut::activated, this, handler);
}

void MainWindow::addShortcuts()
{
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), &MainWindow::findOnPage);
    addShortcut(QKeySequence(Qt::Key_F5), &MainWindow::refreshPage);
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q), &MainWindow::quitWanted);
    addShortcut(QKeySequence(Qt::Key_F1), &MainWindow::helpWanted);
    addShortcut(QKeySequence(Qt::Key_Escape), &MainWindow::dismiss);
    for (int index = 0; index < std::min(pagesWithKeys, m_stack->count()); ++index) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + index)), this);
        connect(shortcut, &QShortcut::activated, this, [this, index] { onChosen(index); });
    }
}

Page *MainWindow::page(int index) const { return qobject_cast<Page *>(m_stack->widget(index)); }

Page *MainWindow::currentPage() const { return page(m_stack->currentIndex()); }

QString MainWindow::currentPageId() const
{
    return currentPage() == nullptr ? QString() : currentPage()->id();
}

bool MainWindow::mayLeave() { return currentPage() == nullptr || currentPage()->mayLeave(); }

bool MainWindow::showIndex(int index)
{
    if (page(index) == nullptr)
        return false;
    const bool isOther = index != m_stack->currentIndex();
    if (isOther && !mayLeave()) {
        m_rail->setCurrent(m_stack->currentIndex());
        return false;
    }
    m_stack->setCurrentIndex(index);
    m_rail->setCurrent(index);
    return true;
}

bool MainWindow::showPage(const QString &pageId, const QString &place)
{
    for (int index = 0; index < m_stack->count(); ++index) {
        if (page(index)->id() != pageId)
            continue;
        if (!showIndex(index))
            return false;
        if (!place.isEmpty())
            page(index)->open(place);
        return true;
    }
    return false;
}

void MainWindow::onChosen(int index)
{
    if (showIndex(index))
        currentPage()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::findOnPage()
{
    if (currentPage() != nullptr)
        currentPage()->find();
}

void MainWindow::refreshPage()
{
    if (currentPage() != nullptr)
        currentPage()->refresh();
}

void MainWindow::dismiss() { m_messages->hide(); }

void MainWindow::bringUp()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showServer(const LinkStatus &status, const Activity &activity)
{
    m_strip->show(status, activity);
    showProblem(status);
}

// Said once for each problem: closed by the user, it stays closed until there is another one.
void MainWindow::showProblem(const LinkStatus &status)
{
    const QString problem = status.state == LinkStatus::State::Failed ? status.problem : QString();
    if (std::exchange(m_shownProblem, problem) == problem)
        return;
    if (problem.isEmpty())
        m_messages->hide();
    else
        m_messages->say(MessageBar::Kind::Error, problem,
                        status.canStartAndStop ? tr("Try &again") : QString());
}

void MainWindow::saveState() const
{
    saveWindowPlace(*this, placeKey);
    QSettings().setValue(pageKey, currentPageId());
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("COS FTP Server"));
    m_wizard->setText(tr("Set-up assistant"));
    m_help->setText(tr("Keyboard help"));
    m_about->setText(tr("About"));
    for (QToolButton *button : {m_wizard, m_help, m_about})
        button->setAccessibleName(button->text());
    m_rail->setAccessibleName(tr("Pages"));
    m_rail->retranslate();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    Q_EMIT closeWanted();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

}  // namespace cosftp
