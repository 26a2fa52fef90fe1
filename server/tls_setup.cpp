// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls_setup.h"

#include "core/logging.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSysInfo>

#include <algorithm>
#include <cerrno>

namespace cosftp {

namespace {

const QString certificateName = QStringLiteral("tls-certificate.pem");
const QString keyName = QStringLiteral("tls-key.pem");

// What a client may call this server.
QStringList ownNames(const Settings &settings)
{
    QStringList names;
    const QString host = QSysInfo::machineHostName();
    for (const QString &name :
         {settings.network.masqueradeAddress, host, QStringLiteral("localhost"),
          QStringLiteral("127.0.0.1"), settings.network.listenAddress})
        if (!name.isEmpty() && !names.contains(name))
            names += name;
    return names;
}

bool isUsable(const CertificatePair &pair)
{
    const Result<CertificateFacts> facts = certificateFacts(pair.chain);
    return facts && facts->validUntil > QDateTime::currentDateTimeUtc() && checkPrivateKey(pair.key)
           && checkKeyMatches(pair);
}

Outcome writeFile(const QString &path, const QByteArray &text, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(permissions);
    errno = 0;
    // commit() of Qt 6.4 does not notice that the rest of its buffer found no room.
    if (isOpen && file.write(text) == text.size() && file.flush() && file.commit())
        return Done{};
    // Qt has no word for what a full disk takes in part.
    const QString why = errno != 0 ? qt_error_string(errno) : file.errorString();
    return Failure::of(Failure::Code::Denied, QStringLiteral("%1: %2").arg(path, why));
}

Outcome keep(const CertificatePair &pair, const QDir &folder)
{
    using Device = QFileDevice;
    const Device::Permissions owner = Device::ReadOwner | Device::WriteOwner;
    if (Outcome key = writeFile(folder.filePath(keyName), pair.key, owner); !key)
        return key;
    return writeFile(folder.filePath(certificateName), pair.chain,
                     owner | Device::ReadGroup | Device::ReadOther);
}

bool isSelfMade(const TlsMaterial &material) { return material.settings.certificate.isEmpty(); }

Result<CertificatePair> selfMade(const Settings &settings, const TlsContext *current)
{
    const QDir folder(settings.tls.ownFolder);
    const bool isInMemory = settings.tls.ownFolder.isEmpty();
    if (!isInMemory) {
        const Result<CertificatePair> kept =
            readCertificatePair(folder.filePath(certificateName), folder.filePath(keyName));
        if (kept && isUsable(*kept))
            return kept;
    }
    if (current != nullptr && isSelfMade(current->material()) && isUsable(current->material().pair))
        return current->material().pair;  // it could not be kept
    Result<CertificatePair> made = makeSelfSigned(ownNames(settings));
    if (!made || isInMemory)
        return made;
    if (const Outcome kept = keep(*made, folder); !kept)
        qCWarning(lcServer).noquote()
            << "the self-made certificate cannot be kept and will be another one after the next "
               "start:"
            << kept.error().detail;
    return made;
}

bool isValidNow(const CertificateFacts &facts)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return facts.validFrom <= now && facts.validUntil > now;
}

void announce(const TlsContext &context)
{
    const CertificateFacts &facts = context.facts();
    qCInfo(lcServer).noquote() << "FTPS with the"
                               << (isSelfMade(context.material()) ? "self-made" : "")
                               << "certificate of" << facts.commonName << "valid until"
                               << facts.validUntil.toString(Qt::ISODate) << "SHA-256"
                               << facts.fingerprint;
    if (!isValidNow(facts))
        qCCritical(lcServer).noquote()
            << "THE CERTIFICATE IS NOT VALID TODAY: it is valid from"
            << facts.validFrom.toString(Qt::ISODate) << "until"
            << facts.validUntil.toString(Qt::ISODate)
            << "and clients that check certificates will not connect; replace its files";
}

}  // namespace

bool offersTls(const Settings &settings)
{
    const QList<ListenerSettings> &more = settings.network.moreListeners;
    return settings.tls.isOn || settings.tls.hasImplicitPort
           || std::any_of(more.begin(), more.end(),
                          [](const ListenerSettings &listener) { return listener.isImplicit; });
}

Result<TlsMaterial> tlsMaterial(const Settings &settings, const TlsContext *current)
{
    TlsMaterial material;
    material.settings = settings.tls;
    const TlsSettings &tls = settings.tls;
    const Result<CertificatePair> pair = tls.certificate.isEmpty()
                                             ? selfMade(settings, current)
                                             : readCertificatePair(tls.certificate, tls.privateKey);
    if (!pair)
        return pair.error();
    material.pair = *pair;
    for (const QString &path : tls.moreCertificates.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const Result<CertificatePair> more = readCertificatePair(path, {});
        if (!more)
            return more.error();
        material.more += *more;
    }
    if (tls.clientCertificate == TlsSettings::ClientCertificate::Off)
        return material;
    const Result<QByteArray> authority = readPemFile(tls.clientAuthority);
    if (!authority)
        return authority.error();
    material.clientAuthority = *authority;
    return material;
}

Result<std::shared_ptr<const TlsContext>>
tlsContextFor(const Settings &settings, const std::shared_ptr<const TlsContext> &current)
{
    if (!offersTls(settings))
        return std::shared_ptr<const TlsContext>();
    const Result<TlsMaterial> material = tlsMaterial(settings, current.get());
    if (!material)
        return material.error();
    if (current != nullptr && current->material() == *material)
        return current;
    Result<std::shared_ptr<const TlsContext>> context = TlsContext::create(*material);
    if (!context)
        return context;
    if (current != nullptr && isValidNow(current->facts()) && !isValidNow((*context)->facts()))
        return Failure::of(Failure::Code::Invalid,
                           QStringLiteral("the certificate has expired or is not valid yet"));
    announce(**context);
    return context;
}

}  // namespace cosftp
