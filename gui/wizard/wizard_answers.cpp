// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/wizard_answers.h"

#include "settings/value_text.h"

#include <QRandomGenerator>

namespace cosftp {

namespace {

using Changes = QList<SettingsChange>;

/// A key whose value is the default is left out, and taken out if it stood there.
SettingsChange change(const QString &section, const char *key, const QString &value)
{
    return {section, QString::fromLatin1(key),
            value.isEmpty() ? std::nullopt : std::optional(value)};
}

Changes bucketChanges(const BucketSettings &bucket, const QString &secretEntry)
{
    const QString section = QStringLiteral("BUCKET ") + bucket.id;
    const bool isKept = !secretEntry.isEmpty();
    return {
        change(section, "bucket", QString::fromUtf8(bucket.bucket)),
        change(section, "region", QString::fromUtf8(bucket.region)),
        change(section, "endpoint", QString::fromUtf8(bucket.endpoint)),
        change(section, "protocol",
               bucket.protocol == "https" ? QString() : QString::fromUtf8(bucket.protocol)),
        change(section, "secret_id", QString::fromUtf8(bucket.credentials.secretId)),
        change(section, "secret_key",
               isKept ? QString() : QString::fromUtf8(bucket.credentials.secretKey)),
        change(section, "credentials", isKept ? QStringLiteral("keychain") : QString()),
        change(section, "credentials_ref", secretEntry),
    };
}

Changes userChanges(const WizardAnswers &answers, const QByteArray &passwordHash)
{
    const QString section = QStringLiteral("USER ") + QString::fromUtf8(answers.userName);
    const bool isDeleteRefused = answers.rights.canWrite && !answers.rights.canDelete;
    const Rights letters = Rights::of(answers.rights.canRead, answers.rights.canWrite,
                                      answers.rights.canWrite);  // delete_enable says the rest
    return {
        change(section, "password_hash", QString::fromLatin1(passwordHash)),
        change(section, "bucket", answers.bucket.id),
        change(section, "folder", QString::fromUtf8(answers.folder)),
        change(section, "authority", valueText::writeRights(letters)),
        change(section, "delete_enable", isDeleteRefused ? QStringLiteral("false") : QString()),
    };
}

Changes networkChanges(const NetworkSettings &network)
{
    const QString section = QStringLiteral("NETWORK");
    return {
        change(section, "listen_address", network.listenAddress),
        change(section, "listen_port", QString::number(network.listenPort)),
        change(section, "passive_ports", valueText::writePorts(network.passivePorts)),
        change(section, "masquerade_address", network.masqueradeAddress),
    };
}

}  // namespace

QString freeBucketId(const QByteArray &bucketName, const Settings &present)
{
    const QString name = QString::fromUtf8(bucketName.left(bucketName.lastIndexOf('-'))).left(56);
    const QString stem = name.isEmpty() ? QStringLiteral("main") : name;
    QString id = stem;
    for (int number = 2; present.bucket(id) != nullptr; ++number)
        id = stem + QLatin1Char('-') + QString::number(number);
    return id;
}

QByteArray generatedPassword()
{
    static constexpr QByteArrayView letters =
        "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ234679";
    constexpr int groups = 4;
    constexpr int groupLength = 4;
    QByteArray password;
    for (int position = 0; position < groups * groupLength; ++position) {
        if (position > 0 && position % groupLength == 0)
            password += '-';
        password += letters[QRandomGenerator::system()->bounded(static_cast<int>(letters.size()))];
    }
    return password;
}

WizardAnswers proposedAnswers(const Settings &present)
{
    WizardAnswers answers;
    answers.network = present.network;
    answers.password = generatedPassword();
    answers.userName = "ftpuser";
    for (int number = 2; present.user(answers.userName) != nullptr; ++number)
        answers.userName = "ftpuser" + QByteArray::number(number);
    return answers;
}

QList<SettingsChange> settingsFor(const WizardAnswers &answers, const QByteArray &passwordHash,
                                  const QString &secretEntry)
{
    return bucketChanges(answers.bucket, secretEntry) + userChanges(answers, passwordHash)
           + networkChanges(answers.network);
}

QString knownAddress(const NetworkSettings &network)
{
    return network.masqueradeAddress.isEmpty() ? network.listenAddress : network.masqueradeAddress;
}

}  // namespace cosftp
