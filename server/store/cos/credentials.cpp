// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/credentials.h"

#include "core/logging.h"
#include "store/cos/cvm_role_credentials.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QPointer>

namespace cosftp {

namespace {

Failure lacking(const QString &detail, const QString &advice)
{
    Failure failure = Failure::of(Failure::Code::Credentials, detail);
    failure.advice = advice;
    return failure;
}

// Blanks around a key are a common accident of copying; COS would call the signature wrong.
Result<Credentials> checked(Credentials credentials, const QString &source)
{
    credentials.secretId = credentials.secretId.trimmed();
    credentials.secretKey = credentials.secretKey.trimmed();
    credentials.token = credentials.token.trimmed();
    if (credentials.secretId.isEmpty() || credentials.secretKey.isEmpty())
        return lacking(QStringLiteral("%1 gives no secret id or no secret key").arg(source),
                       QStringLiteral("Fill in both halves of the key."));
    return credentials;
}

Result<Credentials> fromSettings(const CredentialSettings &settings)
{
    return checked({settings.secretId, settings.secretKey, settings.token},
                   QStringLiteral("the settings file"));
}

Result<Credentials> fromEnvironment(const CredentialSettings &settings)
{
    const QByteArray prefix =
        settings.reference.isEmpty() ? QByteArray("COS_") : settings.reference.toUtf8();
    return checked(
        {qgetenv((prefix + "SECRETID").constData()), qgetenv((prefix + "SECRETKEY").constData()),
         qgetenv((prefix + "SESSION_TOKEN").constData())},
        QStringLiteral("the environment (%1SECRETID, %1SECRETKEY)").arg(QString::fromUtf8(prefix)));
}

Result<Credentials> fromFile(const QString &path, const QByteArray &bucket)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return lacking(
            QStringLiteral("the credential file %1 cannot be read: %2")
                .arg(path, file.errorString()),
            QStringLiteral("Check that the file exists and belongs to the server's user."));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                                      | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((file.permissions() & others) != 0)
        return lacking(QStringLiteral("the credential file %1 can be read by others").arg(path),
                       QStringLiteral("Run: chmod 600 on the file."));
    constexpr qint64 largestFileBytes = 1024 * 1024;
    return parseCredentialFile(file.read(largestFileBytes), bucket);
}

/// Changes whenever the file is written or replaced.
QString versionOf(const QString &path)
{
    const QFileInfo file(path);
    return QStringLiteral("%1 %2 %3")
        .arg(file.lastModified().toMSecsSinceEpoch())
        .arg(file.metadataChangeTime().toMSecsSinceEpoch())
        .arg(file.size());
}

/// Sources that answer at once. Read when needed first, again after renew(), and whenever the
/// source has another version: a key that was rotated takes effect with the next request, also of
/// an upload that runs. What cannot be read then leaves the old key in use.
class LocalCredentials final : public CredentialProvider
{
public:
    explicit LocalCredentials(std::function<Result<Credentials>()> read,
                              std::function<QString()> version = {})
        : m_read(std::move(read)), m_version(std::move(version))
    {}

    void get(QObject *, Handler<Credentials> handler) override
    {
        const QString version = m_version ? m_version() : QString();
        if (!m_current || m_isRefused || version != m_readVersion)
            read(version);
        handler(m_current);
    }
    void renew(const Credentials &refused) override
    {
        m_isRefused = m_current && *m_current == refused;
    }

private:
    void read(const QString &version)
    {
        Result<Credentials> next = m_read();
        m_isRefused = false;
        m_readVersion = version;
        if (next || !m_current)
            m_current = std::move(next);
        else
            qCWarning(lcStore).noquote()
                << "the key was changed and cannot be used, the old one stays:"
                << describe(next.error());
    }

    std::function<Result<Credentials>()> m_read;
    std::function<QString()> m_version;
    Result<Credentials> m_current;
    QString m_readVersion;
    bool m_isRefused = false;
};

Result<Credentials> fromKeychain()
{
    return lacking(
        QStringLiteral("the key lies in a desktop keychain, which this program cannot open"),
        QStringLiteral("Use a credential file, the environment or the CVM role, or start "
                       "the server from the desktop program."));
}

}  // namespace

Result<Credentials> parseCredentialFile(const QByteArray &text, const QByteArray &bucket)
{
    Credentials credentials;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray &raw : lines) {
        const QByteArray line = raw.trimmed();
        const qsizetype equals = line.indexOf('=');
        const QByteArray name = line.first(std::max<qsizetype>(equals, 0)).trimmed();
        if (line.startsWith('#') || line.isEmpty())
            continue;
        if (name == "secret_id")
            credentials.secretId = line.sliced(equals + 1).trimmed();
        else if (name == "secret_key")
            credentials.secretKey = line.sliced(equals + 1).trimmed();
        else if (name == "token")
            credentials.token = line.sliced(equals + 1).trimmed();
        else if (const auto fields = line.split(':');
                 (fields.size() == 3 && fields[0] == bucket) || fields.size() == 2)
            credentials = {fields[fields.size() - 2], fields.last(), {}};
    }
    return checked(credentials, QStringLiteral("the credential file"));
}

std::unique_ptr<CredentialProvider> makeCredentialProvider(const CredentialSettings &settings,
                                                           const QByteArray &bucket,
                                                           HttpClient &http,
                                                           CredentialOptions options)
{
    using Source = CredentialSettings::Source;
    switch (settings.source) {
    case Source::Inline:
        return std::make_unique<LocalCredentials>([settings] { return fromSettings(settings); });
    case Source::Environment:
        return std::make_unique<LocalCredentials>([settings] { return fromEnvironment(settings); });
    case Source::File:
        return std::make_unique<LocalCredentials>(
            [settings, bucket] { return fromFile(settings.reference, bucket); },
            [path = settings.reference] { return versionOf(path); });
    case Source::CvmRole:
        return std::make_unique<CvmRoleCredentials>(settings.reference.toUtf8(), http,
                                                    std::move(options));
    case Source::Keychain:
        break;
    }
    return std::make_unique<LocalCredentials>(fromKeychain);
}

}  // namespace cosftp
