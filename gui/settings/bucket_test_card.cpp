// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/bucket_test_card.h"

#include "common/icon_label.h"
#include "common/problem_text.h"
#include "common/roles.h"
#include "secrets/secret_resolver.h"

#include <QEvent>
#include <QGridLayout>

namespace cosftp {

namespace {

constexpr int iconSide = 18;

QString stepName(ProbeStep::Kind kind)
{
    switch (kind) {
    case ProbeStep::Kind::Reach:
        return BucketTestCard::tr("Reach the bucket");
    case ProbeStep::Kind::List:
        return BucketTestCard::tr("List files");
    case ProbeStep::Kind::Upload:
        return BucketTestCard::tr("Upload");
    case ProbeStep::Kind::Download:
        return BucketTestCard::tr("Download");
    case ProbeStep::Kind::Multipart:
        return BucketTestCard::tr("Upload large files in parts");
    case ProbeStep::Kind::Copy:
        return BucketTestCard::tr("Copy (rename)");
    case ProbeStep::Kind::Delete:
        return BucketTestCard::tr("Delete");
    }
    return {};
}

QString stepText(const ProbeStep &step)
{
    switch (step.verdict) {
    case ProbeStep::Verdict::Passed:
        return BucketTestCard::tr("%1 ms").arg(step.milliseconds);
    case ProbeStep::Verdict::Skipped:
        return BucketTestCard::tr("not tried: a step before it failed");
    case ProbeStep::Verdict::Failed:
        break;
    }
    QStringList lines{step.problem};
    if (!step.advice.isEmpty())
        lines += translatedAdvice(step.advice);
    return lines.join(QLatin1Char('\n'));
}

void setVerdict(IconLabel &icon, ProbeStep::Verdict verdict)
{
    switch (verdict) {
    case ProbeStep::Verdict::Passed:
        icon.setIcon(QStringLiteral("check"));
        return icon.setColour(Theme::Colour::Good);
    case ProbeStep::Verdict::Failed:
        icon.setIcon(QStringLiteral("cross"));
        return icon.setColour(Theme::Colour::Bad);
    case ProbeStep::Verdict::Skipped:
        icon.setIcon(QStringLiteral("info"));
        return icon.setColour(Theme::Colour::Muted);
    }
}

}  // namespace

BucketTestCard::BucketTestCard(ServerLink &link, SecretStore &secrets, QWidget *parent)
    : QWidget(parent), m_link(link), m_secrets(secrets), m_button(new QPushButton),
      m_summary(new QLabel), m_card(new Card)
{
    m_button->setObjectName(QStringLiteral("testBucket"));
    m_summary->setObjectName(QStringLiteral("testSummary"));
    m_summary->setWordWrap(true);
    m_card->addToHeader(m_button);
    m_card->content()->addWidget(m_summary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    connect(m_button, &QPushButton::clicked, this, &BucketTestCard::onClicked);
    retranslate();
}

void BucketTestCard::setBucket(const BucketSettings &bucket, bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    if (std::exchange(m_bucket, bucket) != bucket)
        clear();
}

void BucketTestCard::clear()
{
    delete std::exchange(m_run, nullptr);
    m_steps.clear();
    m_summary->clear();
    showRows();
    retranslate();
}

void BucketTestCard::onClicked()
{
    if (m_run == nullptr)
        return start();
    delete std::exchange(m_run, nullptr);
    end(tr("Stopped."));
}

// A key that lies in the keychain is fetched first: the test tries what the server will use.
void BucketTestCard::start()
{
    clear();
    m_run = new QObject(this);
    m_summary->setText(tr("Testing…"));
    retranslate();
    if (!m_bucket.credentials.secretKey.isEmpty()
        || m_bucket.credentials.source != CredentialSettings::Source::Keychain)
        return probe(m_bucket);
    Settings settings;
    settings.buckets = {m_bucket};
    resolveSecrets(settings, m_secrets, m_run, [this](const ResolvedSettings &resolved) {
        if (resolved.problems.isEmpty())
            return probe(resolved.settings.buckets.first());
        std::exchange(m_run, nullptr)->deleteLater();
        end(resolved.problems.first());
    });
}

void BucketTestCard::probe(const BucketSettings &bucket)
{
    BucketSettings tried = bucket;
    if (!tried.credentials.secretKey.isEmpty())
        tried.credentials.source = CredentialSettings::Source::Inline;
    m_link.probeBucket(
        tried, {}, m_isReadOnly, m_run, [this](const ProbeStep &step) { onStep(step); },
        [this] {
            std::exchange(m_run, nullptr)->deleteLater();
            const auto failed =
                std::count_if(m_steps.begin(), m_steps.end(), [](const ProbeStep &step) {
                    return step.verdict == ProbeStep::Verdict::Failed;
                });
            end(failed == 0 ? tr("Everything works.")
                            : tr("%n step(s) failed.", nullptr, static_cast<int>(failed)));
        });
}

void BucketTestCard::onStep(const ProbeStep &step)
{
    m_steps += step;
    showRows();
    if (step.verdict == ProbeStep::Verdict::Failed && !step.field.isEmpty())
        Q_EMIT fieldNamed(step.field,
                          step.advice.isEmpty() ? step.problem : translatedAdvice(step.advice));
}

void BucketTestCard::end(const QString &summary)
{
    m_summary->setText(summary);
    retranslate();
}

void BucketTestCard::showRows()
{
    delete m_rows;
    m_rows = nullptr;
    if (m_steps.isEmpty())
        return;
    m_rows = new QWidget;
    m_grid = new QGridLayout(m_rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setColumnStretch(2, 1);
    for (const ProbeStep &step : m_steps)
        addRow(step);
    m_card->content()->addWidget(m_rows);
}

void BucketTestCard::addRow(const ProbeStep &step)
{
    const int row = m_grid->rowCount();
    auto *icon = new IconLabel(QStringLiteral("info"), iconSide);
    setVerdict(*icon, step.verdict);
    auto *text = new QLabel(stepText(step));
    text->setObjectName(QStringLiteral("testStep%1").arg(static_cast<int>(step.kind)));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (step.verdict != ProbeStep::Verdict::Failed)
        setRole(text, LabelRole::Muted);
    m_grid->addWidget(icon, row, 0, Qt::AlignTop);
    m_grid->addWidget(new QLabel(stepName(step.kind)), row, 1, Qt::AlignTop);
    m_grid->addWidget(text, row, 2, Qt::AlignTop);
}

void BucketTestCard::retranslate()
{
    m_card->setTitle(tr("Test"));
    m_button->setText(m_run == nullptr ? tr("&Test this bucket") : tr("S&top the test"));
    if (m_steps.isEmpty() && m_run == nullptr && m_summary->text().isEmpty())
        m_summary->setText(tr("Tries every permission with small files that are removed again."));
    m_summary->setVisible(!m_summary->text().isEmpty());
}

void BucketTestCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        if (m_run == nullptr && m_steps.isEmpty())
            m_summary->clear();
        showRows();
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace cosftp
