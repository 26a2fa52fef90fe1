// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_saver.h"

#include "settings/backup_files.h"

namespace cosftp {

SettingsSaver::SettingsSaver(ServerLink &link, SecretStore &secrets, QObject *parent)
    : QObject(parent), m_link(link), m_secrets(secrets)
{}

void SettingsSaver::save(const SettingsDraft &draft)
{
    if (std::exchange(m_isBusy, true))
        return;
    m_draft = draft;
    m_waiting.clear();
    const QHash<QString, QByteArray> &secrets = draft.secrets();
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret)
        if (const BucketSettings *bucket = draft.settings().bucket(secret.key()))
            m_waiting += {bucket->credentials.reference, secret.value()};
    writeNextSecret();
}

// Keys first: a file that names a key which is nowhere would stop the server.
void SettingsSaver::writeNextSecret()
{
    if (m_waiting.isEmpty())
        return change();
    const auto [entry, secret] = m_waiting.takeFirst();
    m_secrets.write(entry, secret, this,
                    [this](const Result<Done> &written) { onSecret(written); });
}

void SettingsSaver::onSecret(const Result<Done> &written)
{
    if (written)
        return writeNextSecret();
    const QString text = m_secrets.problemText();
    end({Outcome::Kind::SecretNotKept, text.isEmpty() ? written.error().detail : text, {}, true});
}

// Also without changes to the file: a new key for an entry that it names already is news to the
// server.
void SettingsSaver::change()
{
    keepOld(m_draft.base());
    m_link.changeSettings(m_draft.changes(), m_draft.base().revision, this,
                          [this](const Result<ApplyReport> &result) { onChanged(result); });
}

void SettingsSaver::replace(const SettingsDocument &base, const QByteArray &text)
{
    if (std::exchange(m_isBusy, true))
        return;
    keepOld(base);
    m_link.replaceSettings(text, base.revision, this,
                           [this](const Result<ApplyReport> &result) { onChanged(result); });
}

void SettingsSaver::keepOld(const SettingsDocument &base)
{
    m_hasBackup = keepBackup(base.fileName, base.text).has_value();
}

void SettingsSaver::onChanged(const Result<ApplyReport> &result)
{
    if (result)
        return end({Outcome::Kind::Saved, {}, *result, m_hasBackup});
    const Failure &failure = result.error();
    const Outcome::Kind kind = failure.code == Failure::Code::Busy ? Outcome::Kind::ChangedByOther
                               : failure.code == Failure::Code::Invalid ? Outcome::Kind::NotValid
                                                                        : Outcome::Kind::Failed;
    end({kind, failure.detail, {}, m_hasBackup});
}

void SettingsSaver::end(const Outcome &outcome)
{
    m_isBusy = false;
    Q_EMIT finished(outcome);
}

}  // namespace cosftp
