// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "wizard/wizard_answers.h"

#include <QObject>

#include <functional>

namespace cosftp {

class SecretStore;
class ServerLink;

/// Starts the embedded store of the profile and tells how to reach its bucket.
using StartTrial = std::function<Result<BucketSettings>()>;

/// Makes the wizard's answers real, one after the other: the embedded store if it is wanted, the
/// password's hash, the secret, the settings, the server. If something before the settings fails,
/// nothing has changed. Lives in the GUI's thread.
class SetupJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SetupJob)

public:
    SetupJob(ServerLink &link, SecretStore &secrets, StartTrial startTrial, WizardAnswers answers,
             QObject *parent = nullptr);
    ~SetupJob() override = default;

    void start();
    /// The settings are written: the job has left traces. What may still fail is the server.
    [[nodiscard]] bool isWritten() const { return m_step >= Step::StartingServer; }
    [[nodiscard]] const WizardAnswers &answers() const { return m_answers; }
    /// The server took settings that need its restart to take effect.
    [[nodiscard]] bool needsRestart() const { return m_needsRestart; }

Q_SIGNALS:
    void finished(const cosftp::Outcome &outcome);

private:
    enum class Step { Hashing, KeepingSecret, WritingSettings, StartingServer };

    void onHashed(const Result<QByteArray> &hash);
    void keepSecret();
    void writeSettings();
    void onWritten(const Outcome &outcome);
    void startServer();
    void onServerStatus();
    void finish(const Outcome &outcome);
    [[nodiscard]] QString secretEntry() const;

    ServerLink &m_link;
    SecretStore &m_secrets;
    StartTrial m_startTrial;
    WizardAnswers m_answers;
    QByteArray m_hash;
    Step m_step = Step::Hashing;
    bool m_isEnded = false;
    bool m_needsRestart = false;
};

}  // namespace cosftp
