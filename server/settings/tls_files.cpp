// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/tls_files.h"

#include "core/certificate.h"
#include "settings/ini_text.h"

namespace cosftp {

namespace {

constexpr qint64 warningDays = 30;
const QString section = QStringLiteral("TLS");

class TlsFileCheck
{
public:
    explicit TlsFileCheck(QDateTime now) : m_now(std::move(now)) {}

    void pair(const QString &certificateFile, const QString &keyFile, const QString &certificateKey,
              const QString &privateKey)
    {
        const Result<QByteArray> chain = file(certificateFile, certificateKey);
        if (!chain)
            return;
        const Result<CertificateFacts> facts = certificateFacts(*chain);
        if (!facts)
            return grave(certificateKey, facts.error().detail);
        checkTime(certificateKey, *facts);
        const Result<QByteArray> key = keyFile.isEmpty() ? chain : file(keyFile, privateKey);
        if (!key)
            return;
        if (const Outcome readable = checkPrivateKey(*key); !readable)
            return grave(privateKey, readable.error().detail);
        if (const Outcome matches = checkKeyMatches({*chain, *key}); !matches)
            grave(privateKey, matches.error().detail);
    }

    void authority(const QString &path)
    {
        const QString key = QStringLiteral("client_authority");
        if (path.isEmpty())
            return grave(key, QStringLiteral("certificates of clients are asked for and nobody is "
                                             "named who signs them, a PEM file would be right"));
        const Result<QByteArray> pem = file(path, key);
        if (!pem)
            return;
        if (const Result<CertificateFacts> facts = certificateFacts(*pem); !facts)
            grave(key, facts.error().detail);
    }

    [[nodiscard]] QList<TlsFileFault> faults() const { return m_faults; }

private:
    Result<QByteArray> file(const QString &path, const QString &key)
    {
        Result<QByteArray> pem = readPemFile(path);
        if (!pem)
            grave(key, pem.error().detail);
        return pem;
    }

    // Whether to trust a certificate is the client's decision: devices that do not look, and users
    // of FTP in clear, shall not lose their server over a date.
    void checkTime(const QString &key, const CertificateFacts &facts)
    {
        const QString until = facts.validUntil.toString(Qt::ISODate);
        if (facts.validUntil < m_now)
            return warn(key, QStringLiteral("the certificate has expired on %1, one that is valid "
                                            "would be right")
                                 .arg(until));
        if (facts.validFrom > m_now)
            return warn(key, QStringLiteral("the certificate is valid from %1 on only, one that "
                                            "is valid now would be right")
                                 .arg(facts.validFrom.toString(Qt::ISODate)));
        if (m_now.daysTo(facts.validUntil) < warningDays)
            warn(key, QStringLiteral("the certificate expires on %1, a new one soon would be right")
                          .arg(until));
    }

    void grave(const QString &key, const QString &text) { m_faults += {key, text, true}; }
    void warn(const QString &key, const QString &text) { m_faults += {key, text, false}; }

    QDateTime m_now;
    QList<TlsFileFault> m_faults;
};

int lineOf(const IniText &ini, const QString &key)
{
    int line = 0;
    for (const IniSection &candidate : ini.sections) {
        if (candidate.name != section)
            continue;
        line = candidate.line;
        for (const IniEntry &entry : candidate.entries)
            if (entry.key == key)
                return entry.line;
    }
    return line;
}

}  // namespace

QList<TlsFileFault> tlsFileFaults(const TlsSettings &tls, const QDateTime &now)
{
    if (!tls.isOn && !tls.hasImplicitPort)
        return {};
    TlsFileCheck check(now);
    const QString certificateKey = QStringLiteral("certificate");
    const QString privateKey = QStringLiteral("private_key");
    if (!tls.certificate.isEmpty())
        check.pair(tls.certificate, tls.privateKey, certificateKey,
                   tls.privateKey.isEmpty() ? certificateKey : privateKey);
    const QString more = QStringLiteral("more_certificates");
    for (const QString &path : tls.moreCertificates.split(QLatin1Char(','), Qt::SkipEmptyParts))
        check.pair(path, {}, more, more);
    if (tls.clientCertificate != TlsSettings::ClientCertificate::Off)
        check.authority(tls.clientAuthority);
    return check.faults();
}

void checkTlsFiles(const QByteArray &text, const QString &fileName, LoadedSettings &loaded)
{
    const QList<TlsFileFault> faults =
        tlsFileFaults(loaded.settings.tls, QDateTime::currentDateTimeUtc());
    if (faults.isEmpty())
        return;
    const IniText ini = parseIni(text);
    for (const TlsFileFault &fault : faults) {
        const SettingsProblem problem{fileName, lineOf(ini, fault.key), section, fault.key,
                                      fault.text};
        (fault.isGrave ? loaded.problems : loaded.warnings) += problem;
    }
}

}  // namespace cosftp
