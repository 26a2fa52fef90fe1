// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/summary_page.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "secrets/secret_store.h"
#include "wizard/look.h"

#include <QBoxLayout>

namespace cosftp {

SummaryPage::SummaryPage(const SecretStore &secrets, QString settingsFile, QWidget *parent)
    : WizardPage(parent), m_secrets(secrets), m_settingsFile(std::move(settingsFile)),
      m_grid(new QGridLayout),
      m_sign(new IconLabel(QStringLiteral("warning"), look::signSide(this), this)),
      m_note(new QLabel(this))
{
    const int gap = look::gap(this);
    m_grid->setHorizontalSpacing(gap * 3);
    m_grid->setVerticalSpacing(gap * 3 / 2);
    m_grid->setColumnStretch(1, 1);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *note = new QHBoxLayout;
    note->setSpacing(gap);
    note->addWidget(m_sign, 0, Qt::AlignTop);
    note->addWidget(m_note, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 2);
    column->addLayout(m_grid);
    column->addLayout(note);
    column->addStretch();
    refresh();
}

QString SummaryPage::subtitle() const
{
    return tr("Nothing has been written yet. With the next step this is stored, and the server "
              "starts.");
}

void SummaryPage::enter(const WizardAnswers &answers)
{
    m_answers = answers;
    m_problem.clear();
    refresh();
}

void SummaryPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy)
        m_problem.clear();
    refresh();
    Q_EMIT readyChanged();
}

void SummaryPage::showProblem(const QString &problem)
{
    m_problem = problem;
    refresh();
}

SummaryPage::Rows SummaryPage::rows() const
{
    const NetworkSettings &network = m_answers.network;
    const QString folder =
        m_answers.folder.isEmpty() ? tr("the whole bucket") : QString::fromUtf8(m_answers.folder);
    const bool isLocal = network.listenAddress == QLatin1String("127.0.0.1");
    Rows rows{
        {tr("Bucket"), placeText()},
        {tr("SecretKey"), keeperText()},
        {tr("User"), tr("%1, sees %2").arg(QString::fromUtf8(m_answers.userName), folder)},
        {tr("Rights"), rightsText()},
        {tr("Port for commands"), isLocal ? tr("%1, this computer only").arg(network.listenPort)
                                          : QString::number(network.listenPort)},
        {tr("Ports for files"),
         tr("%1 to %2").arg(network.passivePorts.first).arg(network.passivePorts.last)},
    };
    if (!network.masqueradeAddress.isEmpty())
        rows += std::pair(tr("Announced address"), network.masqueradeAddress);
    rows += std::pair(tr("Settings file"), m_settingsFile);
    return rows;
}

QString SummaryPage::placeText() const
{
    if (m_answers.way == WizardAnswers::Way::Trial)
        return tr("A folder of this computer, beside the settings file");
    const BucketSettings &bucket = m_answers.bucket;
    const QByteArray &place = bucket.endpoint.isEmpty() ? bucket.region : bucket.endpoint;
    return QString::fromUtf8(bucket.bucket) + QStringLiteral(" · ") + QString::fromUtf8(place);
}

QString SummaryPage::keeperText() const
{
    if (m_answers.way == WizardAnswers::Way::Trial)
        return tr("none is needed");
    return m_secrets.keeper() == SecretStore::Keeper::Keychain
               ? tr("in the keychain of your desktop")
               : tr("in a file that only you can read");
}

QString SummaryPage::rightsText() const
{
    QStringList words;
    if (m_answers.rights.canRead)
        words += tr("list and download");
    if (m_answers.rights.canWrite)
        words += tr("upload");
    if (m_answers.rights.canDelete)
        words += tr("delete and replace");
    return words.join(QStringLiteral(", "));
}

void SummaryPage::refresh()
{
    for (QLabel *label : std::as_const(m_labels))
        delete label;
    m_labels.clear();
    int line = 0;
    for (const auto &[name, value] : rows()) {
        auto *title = new QLabel(name, this);
        auto *text = new QLabel(value, this);
        setRole(title, LabelRole::Muted);
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(title, line, 0, Qt::AlignTop);
        m_grid->addWidget(text, line++, 1, Qt::AlignTop);
        m_labels << title << text;
    }
    const bool isBad = !m_problem.isEmpty();
    const bool isWarned = m_answers.hasFailedTest && m_answers.way == WizardAnswers::Way::Bucket;
    m_note->setText(m_isBusy   ? tr("Writing the settings and starting the server…")
                    : isBad    ? m_problem
                    : isWarned ? tr("The bucket's test did not pass. Clients will see errors "
                                    "until that is mended.")
                               : QString());
    m_sign->setColour(isBad ? Theme::Colour::Bad : Theme::Colour::Warning);
    setRole(m_note, m_isBusy ? LabelRole::Muted : isBad ? LabelRole::Error : LabelRole::Warning);
    m_sign->setVisible(!m_isBusy && (isBad || isWarned));
}

void SummaryPage::retranslate() { refresh(); }

}  // namespace cosftp
