// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/done_page.h"

#include "common/connect_help.h"
#include "common/copy_field.h"
#include "common/icon_label.h"
#include "common/roles.h"
#include "common/theme.h"
#include "wizard/look.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHostInfo>

namespace cosftp {

DonePage::DonePage(QWidget *parent)
    : WizardPage(parent),
      m_sign(new IconLabel(QStringLiteral("warning"), look::signSide(this), this)),
      m_note(new QLabel(this)), m_access(new QWidget(this)), m_clients(new QTabBar),
      m_help(new QPlainTextEdit), m_copyHelp(new QPushButton)
{
    build();
    connect(m_clients, &QTabBar::currentChanged, this, &DonePage::showClient);
    connect(m_copyHelp, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_help->toPlainText()); });
    retranslate();
}

void DonePage::build()
{
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_help->setObjectName(QStringLiteral("help"));
    m_copyHelp->setObjectName(QStringLiteral("copyHelp"));
    m_copyHelp->setAutoDefault(false);
    m_help->setReadOnly(true);
    m_help->setTabChangesFocus(true);
    m_clients->setDrawBase(false);
    for (const Client client : connectClients())
        m_clients->addTab(clientName(client));
    const int gap = look::gap(this);
    auto *note = new QHBoxLayout;
    note->setSpacing(gap);
    note->addWidget(m_sign, 0, Qt::AlignTop);
    note->addWidget(m_note, 1);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(gap * 2);
    grid->setVerticalSpacing(gap);
    grid->setColumnStretch(1, 1);
    m_address = addRow(*grid, "address");
    m_user = addRow(*grid, "user");
    m_password = addRow(*grid, "password");
    auto *tabs = new QHBoxLayout;
    tabs->addWidget(m_clients, 1);
    tabs->addWidget(m_copyHelp);
    auto *access = new QVBoxLayout(m_access);
    access->setContentsMargins({});
    access->setSpacing(gap * 2);
    access->addLayout(grid);
    access->addLayout(tabs);
    access->addWidget(m_help, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 2);
    column->addLayout(note);
    column->addWidget(m_access, 1);
    column->addStretch();
}

DonePage::Row DonePage::addRow(QGridLayout &grid, const char *objectName)
{
    const Row row{new QLabel, new CopyField};
    row.value->setObjectName(QString::fromLatin1(objectName));
    setRole(row.name, LabelRole::Muted);
    const int line = grid.rowCount();
    grid.addWidget(row.name, line, 0);
    grid.addWidget(row.value, line, 1);
    return row;
}

QString DonePage::title() const
{
    return isRunning() ? tr("Your server is running") : tr("The server could not be started");
}

QString DonePage::subtitle() const
{
    return isRunning() ? tr("Write the password down now, it is not shown again. This is how "
                            "people connect:")
                       : tr("Your answers are stored. Go back, change what is named here, and "
                            "finish again.");
}

QString DonePage::nextText() const { return isRunning() ? tr("&Done") : tr("&Close"); }

void DonePage::enter(const WizardAnswers &answers)
{
    m_answers = answers;
    refresh();
}

void DonePage::setProblem(const QString &problem)
{
    m_problem = problem;
    refresh();
}

void DonePage::setNeedsRestart(bool isNeeded)
{
    m_needsRestart = isNeeded;
    refresh();
}

// Without an announced address the name of this computer is the best guess for others.
QString DonePage::host() const
{
    const QString known = knownAddress(m_answers.network);
    return known.isEmpty() ? QHostInfo::localHostName() : known;
}

void DonePage::refresh()
{
    const quint16 port = m_answers.network.listenPort;
    const QString user = QString::fromUtf8(m_answers.userName);
    m_note->setText(!isRunning()     ? m_problem
                    : m_needsRestart ? tr("Some of the settings take effect when the server is "
                                          "started the next time.")
                                     : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    m_sign->setVisible(!m_note->text().isEmpty());
    m_sign->setColour(isRunning() ? Theme::Colour::Warning : Theme::Colour::Bad);
    setRole(m_note, isRunning() ? LabelRole::Warning : LabelRole::Error);
    m_access->setVisible(isRunning());
    m_address.value->setText(connectUrl(host(), port, user));
    m_user.value->setText(user);
    m_password.value->setText(QString::fromUtf8(m_answers.password));
    m_copyHelp->setIcon(Theme::instance().icon(QStringLiteral("copy")));
    showClient();
}

void DonePage::showClient()
{
    const Client client = connectClients().at(std::max(0, m_clients->currentIndex()));
    m_help->setPlainText(connectText(
        client, {host(), m_answers.network.listenPort, QString::fromUtf8(m_answers.userName)}));
}

void DonePage::retranslate()
{
    m_address.name->setText(tr("Address"));
    m_user.name->setText(tr("User"));
    m_password.name->setText(tr("Password"));
    for (const Row &row : {m_address, m_user, m_password})
        row.value->setName(row.name->text());
    m_copyHelp->setText(tr("Copy &text"));
    m_help->setAccessibleName(tr("How to connect"));
    for (int tab = 0; tab < m_clients->count(); ++tab)
        m_clients->setTabText(tab, clientName(connectClients().at(tab)));
    refresh();
}

}  // namespace cosftp
