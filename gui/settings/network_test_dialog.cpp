// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/network_test_dialog.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "settings/network_test_text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QTimer>

namespace cosftp {

namespace {

constexpr int iconSide = 18;

void setVerdict(IconLabel &icon, NetworkStep::Verdict verdict)
{
    switch (verdict) {
    case NetworkStep::Verdict::Passed:
        icon.setIcon(QStringLiteral("check"));
        return icon.setColour(Theme::Colour::Good);
    case NetworkStep::Verdict::Doubtful:
        icon.setIcon(QStringLiteral("warning"));
        return icon.setColour(Theme::Colour::Warning);
    case NetworkStep::Verdict::Failed:
        icon.setIcon(QStringLiteral("cross"));
        return icon.setColour(Theme::Colour::Bad);
    case NetworkStep::Verdict::Skipped:
        icon.setIcon(QStringLiteral("info"));
        return icon.setColour(Theme::Colour::Muted);
    }
}

}  // namespace

NetworkTestDialog::NetworkTestDialog(ServerLink &link, QWidget *parent)
    : QDialog(parent), m_link(link), m_summary(new QLabel), m_again(new QPushButton),
      m_copy(new QPushButton(tr("&Copy result")))
{
    setWindowTitle(tr("Test the network"));
    m_summary->setObjectName(QStringLiteral("networkSummary"));
    m_again->setObjectName(QStringLiteral("networkAgain"));
    m_copy->setObjectName(QStringLiteral("networkCopy"));
    build();
    connect(m_again, &QPushButton::clicked, this, &NetworkTestDialog::onButton);
    connect(m_copy, &QPushButton::clicked, this, &NetworkTestDialog::copy);
    start();
}

void NetworkTestDialog::build()
{
    auto *explanation = new QLabel(
        tr("Tried on the server's machine, without the Internet. Whether a router or a firewall "
           "lets clients through can only be seen from outside."));
    explanation->setWordWrap(true);
    setRole(explanation, LabelRole::Muted);
    m_summary->setWordWrap(true);
    auto *rows = new QWidget;
    rows->setObjectName(QStringLiteral("networkRows"));
    m_rows = rows;
    m_grid = new QGridLayout(rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setColumnStretch(2, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_again, QDialogButtonBox::ActionRole);
    buttons->addButton(m_copy, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addSpacing(8);
    layout->addWidget(rows);
    layout->addSpacing(8);
    layout->addWidget(m_summary);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 18);
}

void NetworkTestDialog::start()
{
    m_steps.clear();
    qDeleteAll(m_rows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    m_copy->setEnabled(false);
    m_again->setText(tr("S&top"));
    m_summary->setText(tr("Testing…"));
    m_run = new QObject(this);
    m_link.checkNetwork(
        m_run, [this](const NetworkStep &step) { onStep(step); }, [this] { onFinished(); });
}

void NetworkTestDialog::onButton()
{
    if (m_run == nullptr)
        return start();
    delete std::exchange(m_run, nullptr);
    end(tr("Stopped."));
}

void NetworkTestDialog::onStep(const NetworkStep &step)
{
    m_steps += step;
    const int row = m_grid->rowCount();
    auto *icon = new IconLabel(QStringLiteral("info"), iconSide);
    setVerdict(*icon, step.verdict);
    icon->setAccessibleName(networkTestText::verdict(step.verdict));
    auto *name = new QLabel(networkTestText::name(step.kind));
    auto *text = new QLabel(networkTestText::finding(step));
    text->setObjectName(QStringLiteral("networkStep%1").arg(static_cast<int>(step.kind)));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(icon, row, 0, Qt::AlignTop);
    m_grid->addWidget(name, row, 1, Qt::AlignTop);
    m_grid->addWidget(text, row, 2, Qt::AlignTop);
}

void NetworkTestDialog::onFinished()
{
    std::exchange(m_run, nullptr)->deleteLater();
    const auto isBad = [](const NetworkStep &step) {
        return step.verdict == NetworkStep::Verdict::Failed
               || step.verdict == NetworkStep::Verdict::Doubtful;
    };
    const auto bad = static_cast<int>(std::count_if(m_steps.begin(), m_steps.end(), isBad));
    end(bad == 0 ? tr("Nothing is wrong here.")
                 : tr("%n thing(s) should be looked at.", nullptr, bad));
}

void NetworkTestDialog::end(const QString &summary)
{
    m_summary->setText(summary);
    m_again->setText(tr("&Test again"));
    m_copy->setEnabled(!m_steps.isEmpty());
}

void NetworkTestDialog::copy()
{
    QGuiApplication::clipboard()->setText(
        networkTestText::report(m_steps, m_link.status().version));
}

}  // namespace cosftp
