// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/setup_job.h"

#include "link/server_link.h"
#include "password_hashing.h"
#include "secrets/secret_store.h"

namespace cosftp {

SetupJob::SetupJob(ServerLink &link, SecretStore &secrets, StartTrial startTrial,
                   WizardAnswers answers, QObject *parent)
    : QObject(parent), m_link(link), m_secrets(secrets), m_startTrial(std::move(startTrial)),
      m_answers(std::move(answers))
{}

void SetupJob::start()
{
    if (m_answers.way == WizardAnswers::Way::Trial) {
        const Result<BucketSettings> bucket = m_startTrial();
        if (!bucket)
            return finish(bucket.error());
        m_answers.bucket = *bucket;
    }
    hashPasswordLater(m_answers.password, this,
                      [this](const Result<QByteArray> &hash) { onHashed(hash); });
}

void SetupJob::onHashed(const Result<QByteArray> &hash)
{
    if (!hash)
        return finish(hash.error());
    m_hash = *hash;
    keepSecret();
}

void SetupJob::keepSecret()
{
    const QString entry = secretEntry();
    if (entry.isEmpty())
        return writeSettings();
    m_step = Step::KeepingSecret;
    if (m_secrets.keeper() == SecretStore::Keeper::Unknown && m_answers.maySecretBeInFile)
        m_secrets.useFile(true);
    m_secrets.write(entry, m_answers.bucket.credentials.secretKey, this,
                    [this](const Outcome &outcome) {
                        if (!outcome)
                            return finish(outcome.error());
                        writeSettings();
                    });
}

// The key of the embedded store opens nothing but that, so it may stand in the settings.
QString SetupJob::secretEntry() const
{
    return m_answers.way == WizardAnswers::Way::Trial ? QString()
                                                      : m_secrets.entryFor(m_answers.bucket.id);
}

void SetupJob::writeSettings()
{
    m_step = Step::WritingSettings;
    m_link.changeSettings(settingsFor(m_answers, m_hash, secretEntry()), m_link.settings().revision,
                          this, [this](const Result<ApplyReport> &report) {
                              m_needsRestart = report && !report->needsRestart.isEmpty();
                              onWritten(report ? Outcome(Done{}) : Outcome(report.error()));
                          });
}

void SetupJob::onWritten(const Outcome &outcome)
{
    if (outcome)
        return startServer();
    if (!secretEntry().isEmpty())  // nobody will ask for it
        m_secrets.remove(secretEntry(), &m_link, [](const Outcome &) {});
    finish(outcome);
}

void SetupJob::startServer()
{
    m_step = Step::StartingServer;
    connect(&m_link, &ServerLink::statusChanged, this, &SetupJob::onServerStatus);
    if (m_link.status().state == LinkStatus::State::Running)
        return finish(Done{});
    m_link.start();
}

void SetupJob::onServerStatus()
{
    const LinkStatus status = m_link.status();
    if (m_step != Step::StartingServer)
        return;
    if (status.state == LinkStatus::State::Running)
        finish(Done{});
    if (status.state == LinkStatus::State::Failed)
        finish(Failure::of(Failure::Code::Internal, status.problem));
}

void SetupJob::finish(const Outcome &outcome)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    Q_EMIT finished(outcome);
}

}  // namespace cosftp
