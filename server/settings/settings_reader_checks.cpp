// SPDX-License-Identifier: GPL-3.0-or-later
// What no single line shows: whether the sections fit together.
#include "settings/settings_reader.h"
#include "settings/value_text.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

namespace cosftp {

namespace {

constexpr int mostPartsPerCore = 8;
constexpr int alwaysParts = 16;  // the default's least

QString resolved(const QString &path, const QString &fileName)
{
    return path.isEmpty() ? path
                          : QDir::cleanPath(QFileInfo(fileName).absoluteDir().filePath(path));
}

}  // namespace

void SettingsReader::checkWhole()
{
    checkLoginUsersHaveBucket();
    checkMountedBuckets();
    checkPorts();
    checkTls();
    checkSizes();
    resolvePaths();
    if (!m_loaded.problems.isEmpty())
        return;  // a section that could not be read explains what seems to be missing
    if (m_loaded.settings.buckets.isEmpty())
        problem(0, {}, {},
                QStringLiteral("no bucket is named, a section [BUCKET id], [COS_ACCOUNT] or "
                               "[COS_ACCOUNT_0] would be right"));
    if (m_loaded.settings.users.isEmpty())
        problem(0, {}, {},
                QStringLiteral("no user is named, a section [USER name], [COS_ACCOUNT_0] or "
                               "[FTP_ACCOUNT] would be right"));
}

void SettingsReader::checkLoginUsersHaveBucket()
{
    const int login = m_sectionLines.value(QStringLiteral("FTP_ACCOUNT"));
    if (login == 0 || m_sectionLines.contains(QStringLiteral("COS_ACCOUNT")))
        return;
    const QString text = m_hasSecondGeneration
                             ? QStringLiteral("the users have no bucket: in [COS_ACCOUNT_n] each "
                                              "section names its own user; [COS_ACCOUNT], or "
                                              "ftp_login_user_name, would be right")
                             : QStringLiteral("the users have no bucket, a section [COS_ACCOUNT] "
                                              "would be right");
    problem(login, QStringLiteral("FTP_ACCOUNT"), QStringLiteral("login_users"), text);
}

void SettingsReader::checkMountedBuckets()
{
    QStringList ids;
    for (const BucketSettings &bucket : m_loaded.settings.buckets)
        ids += bucket.id;
    for (const PendingMounts &pending : m_pending) {
        for (const MountSettings &mount : pending.mounts) {
            const bool isRoot =
                mount.path == "/" && pending.given.contains(QStringLiteral("bucket"));
            const QString key = isRoot ? QStringLiteral("bucket") : QStringLiteral("mount");
            if (!ids.contains(mount.bucketId))
                problem(pending.given.value(key), pending.section, key,
                        QStringLiteral("no section names the bucket %1, one of %2 would be right")
                            .arg(valueText::quoted(mount.bucketId),
                                 ids.isEmpty() ? QStringLiteral("those to be added")
                                               : ids.join(QStringLiteral(", "))));
        }
    }
}

void SettingsReader::checkPorts()
{
    const Settings &settings = m_loaded.settings;
    checkPort({QStringLiteral("NETWORK"), QStringLiteral("listen_port")},
              settings.network.listenPort);
    if (settings.tls.hasImplicitPort)
        checkPort({QStringLiteral("TLS"), QStringLiteral("implicit_port")},
                  settings.tls.implicitPort);
}

void SettingsReader::checkPort(const SettingPlace &place, quint16 port)
{
    const PortRange &passive = m_loaded.settings.network.passivePorts;
    if (port == 0 || port < passive.first || port > passive.last)
        return;
    const Given given = m_givenRows.value(rowAt(settingRows(), place));
    problem(given.line, place.section, place.key,
            QStringLiteral("the port %1 lies within the passive ports %2, a port outside of them "
                           "would be right")
                .arg(port)
                .arg(valueText::writePorts(passive)));
}

// What is about [TLS] alone; the files that it names are looked at when the file is loaded.
void SettingsReader::checkTls()
{
    const TlsSettings &tls = m_loaded.settings.tls;
    const QString section = QStringLiteral("TLS");
    const auto lineOf = [this, &section](const char *key) {
        return m_givenRows.value(rowAt(settingRows(), {section, QString::fromLatin1(key)})).line;
    };
    if (tls.hasImplicitPort && tls.implicitPort != 0
        && tls.implicitPort == m_loaded.settings.network.listenPort)
        problem(lineOf("implicit_port"), section, QStringLiteral("implicit_port"),
                QStringLiteral("the port %1 is the control port too, another port would be right")
                    .arg(tls.implicitPort));
    if (tls.isOn || tls.hasImplicitPort)
        return;
    if (tls.required != TlsNeed::Off)
        problem(lineOf("required"), section, QStringLiteral("required"),
                QStringLiteral("encryption is demanded and not offered, enabled = true beside it "
                               "would be right"));
    for (const UserSettings &user : std::as_const(m_loaded.settings.users))
        if (user.tlsRequired != TlsNeed::Off)
            problem(m_userLines.value(user.name), {}, {},
                    QStringLiteral("encryption is demanded of the user %1 and not offered, "
                                   "enabled = true in [TLS] would be right")
                        .arg(valueText::quoted(QString::fromUtf8(user.name))));
}

void SettingsReader::checkSizes()
{
    LimitSettings &limits = m_loaded.settings.limits;
    const auto *partRow =
        rowAt(settingRows(), {QStringLiteral("OPTIONAL"), QStringLiteral("min_part_size")});
    const Given part = m_givenRows.value(partRow);
    if (m_givenRows.contains(partRow) && limits.memoryBudgetBytes < 2 * limits.minPartBytes)
        problem(part.line, part.section, part.key,
                QStringLiteral("two parts of %1 do not fit into the memory_budget of %2, smaller "
                               "parts or a larger budget would be right")
                    .arg(valueText::writeBytes(limits.minPartBytes),
                         valueText::writeBytes(limits.memoryBudgetBytes)));
    const int most = std::max(alwaysParts, mostPartsPerCore * QThread::idealThreadCount());
    if (limits.uploadThreads <= most)
        return;
    const Given threads = m_givenRows.value(
        rowAt(settingRows(), {QStringLiteral("OPTIONAL"), QStringLiteral("upload_thread_num")}));
    warning(threads.line, threads.section, threads.key,
            QStringLiteral("%1 is more than eight per core, %2 are used")
                .arg(limits.uploadThreads)
                .arg(most));
    limits.uploadThreads = most;
}

void SettingsReader::resolvePaths()
{
    m_loaded.settings.log.directory = resolved(m_loaded.settings.log.directory, m_fileName);
    for (BucketSettings &bucket : m_loaded.settings.buckets)
        if (bucket.credentials.source == CredentialSettings::Source::File)
            bucket.credentials.reference = resolved(bucket.credentials.reference, m_fileName);
    TlsSettings &tls = m_loaded.settings.tls;
    for (QString *path : {&tls.certificate, &tls.privateKey, &tls.clientAuthority})
        *path = resolved(*path, m_fileName);
    QStringList more;
    for (const QString &path : tls.moreCertificates.split(QLatin1Char(','), Qt::SkipEmptyParts))
        more += resolved(path.trimmed(), m_fileName);
    tls.moreCertificates = more.join(QLatin1Char(','));
    if (!m_fileName.isEmpty())
        tls.ownFolder = QFileInfo(m_fileName).absolutePath();
}

}  // namespace cosftp
