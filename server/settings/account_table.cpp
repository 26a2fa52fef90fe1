// SPDX-License-Identifier: GPL-3.0-or-later
// One row per setting of the sections that name buckets and users.
#include "settings/setting_table.h"
#include "settings/value_text.h"

namespace cosftp {

namespace {

using Kind = SettingInfo::Kind;
using Row = SettingRow<AccountDraft>;
using Read = QString (*)(const QString &, QByteArray &);

const QStringList protocols{QStringLiteral("https"), QStringLiteral("http")};
const QStringList sources{QStringLiteral("inline"), QStringLiteral("environment"),
                          QStringLiteral("file"), QStringLiteral("cvm_role"),
                          QStringLiteral("keychain")};  // the order of CredentialSettings::Source

Row bucketText(QByteArray BucketSettings::*member, Read read, const SettingInfo &info)
{
    return {
        info,
        [=](const QString &text, AccountDraft &draft) { return read(text, draft.bucket.*member); },
        [=](const AccountDraft &draft) { return QString::fromUtf8(draft.bucket.*member); }};
}

Row secret(QByteArray CredentialSettings::*member, SettingInfo info)
{
    info.isSecret = true;
    info.takesDefault = false;
    return {info,
            [=](const QString &text, AccountDraft &draft) {
                return valueText::readSecret(text, draft.bucket.credentials.*member);
            },
            [=](const AccountDraft &draft) {
                return QString::fromUtf8(draft.bucket.credentials.*member);
            }};
}

QString readProtocol(const QString &text, QByteArray &protocol)
{
    qsizetype index = 0;
    QString problem = valueText::readChoice(text, protocols, index);
    if (problem.isEmpty())
        protocol = protocols.at(index).toLatin1();
    return problem;
}

QList<Row> placeRows()
{
    return {
        bucketText(&BucketSettings::bucket, valueText::readBucketName,
                   {.places = places("BUCKET/bucket COS_ACCOUNT/cos_bucket "
                                     "COS_ACCOUNT_n/cos_bucket"),
                    .label = QT_TRANSLATE_NOOP("Settings", "Bucket"),
                    .help = QT_TRANSLATE_NOOP("Settings", "NAME-APPID, as the console shows it."),
                    .takesDefault = false}),
        bucketText(&BucketSettings::region, valueText::readRegion,
                   {.places = places("BUCKET/region COS_ACCOUNT/cos_region "
                                     "COS_ACCOUNT_n/cos_region"),
                    .label = QT_TRANSLATE_NOOP("Settings", "Region"),
                    .help = QT_TRANSLATE_NOOP("Settings", "Region of the bucket, such as "
                                                          "ap-guangzhou.")}),
        bucketText(&BucketSettings::endpoint, valueText::readEndpoint,
                   {.places = places("BUCKET/endpoint COS_ACCOUNT/cos_endpoint "
                                     "COS_ACCOUNT_n/cos_endpoint"),
                    .label = QT_TRANSLATE_NOOP("Settings", "Endpoint"),
                    .help = QT_TRANSLATE_NOOP("Settings", "HOST or HOST:PORT, without the "
                                                          "bucket; wins over the region.")}),
        bucketText(&BucketSettings::protocol, readProtocol,
                   {.places = places("BUCKET/protocol COS_ACCOUNT/cos_protocol "
                                     "COS_ACCOUNT_n/cos_protocol"),
                    .label = QT_TRANSLATE_NOOP("Settings", "Protocol"),
                    .help = QT_TRANSLATE_NOOP("Settings", "https or http."),
                    .kind = Kind::Choice,
                    .choices = protocols}),
    };
}

// What only the original's oldest files have.
QList<Row> oldestRows()
{
    const auto writeNothing = [](const AccountDraft &) { return QString(); };
    return {
        {{.places = places("COS_ACCOUNT/cos_appid COS_ACCOUNT_n/cos_appid"),
          .label = QT_TRANSLATE_NOOP("Settings", "APPID"),
          .help = QT_TRANSLATE_NOOP("Settings", "Put behind the bucket's name, where newer files "
                                                "have it already."),
          .takesDefault = false,
          .isUnused = true},
         [](const QString &text, AccountDraft &) { return valueText::checkAppId(text); },
         writeNothing},
        {{.places = places("COS_ACCOUNT/cos_download_domain COS_ACCOUNT_n/cos_download_domain"),
          .label = QT_TRANSLATE_NOOP("Settings", "Download domain"),
          .help = QT_TRANSLATE_NOOP("Settings", "Read and not used: downloads come from where "
                                                "uploads go."),
          .isUnused = true},
         [](const QString &, AccountDraft &) { return QString(); },
         writeNothing},
    };
}

Row credentialSource()
{
    return {{.places = places("BUCKET/credentials"),
             .label = QT_TRANSLATE_NOOP("Settings", "Key from"),
             .help = QT_TRANSLATE_NOOP(
                 "Settings", "inline: secret_id and secret_key here; environment: COS_SECRETID, "
                             "COS_SECRETKEY, COS_SESSION_TOKEN; file: credentials_ref is its "
                             "path; cvm_role: the role of this CVM; keychain: kept by the "
                             "desktop program."),
             .kind = Kind::Choice,
             .choices = sources},
            [](const QString &text, AccountDraft &draft) {
                auto index = static_cast<qsizetype>(draft.bucket.credentials.source);
                QString problem = valueText::readChoice(text, sources, index);
                draft.bucket.credentials.source = static_cast<CredentialSettings::Source>(index);
                return problem;
            },
            [](const AccountDraft &draft) {
                return sources.at(static_cast<qsizetype>(draft.bucket.credentials.source));
            }};
}

Row credentialReference()
{
    return {{.places = places("BUCKET/credentials_ref"),
             .label = QT_TRANSLATE_NOOP("Settings", "Key reference"),
             .help = QT_TRANSLATE_NOOP("Settings", "The file, role, keychain entry or prefix of "
                                                   "the environment variables.")},
            [](const QString &text, AccountDraft &draft) {
                draft.bucket.credentials.reference = text;
                return QString();
            },
            [](const AccountDraft &draft) { return draft.bucket.credentials.reference; }};
}

QList<Row> credentialRows()
{
    return {
        secret(&CredentialSettings::secretId,
               {.places = places("BUCKET/secret_id COS_ACCOUNT/cos_secretid "
                                 "COS_ACCOUNT_n/cos_secretid"),
                .label = QT_TRANSLATE_NOOP("Settings", "SecretId"),
                .help = QT_TRANSLATE_NOOP("Settings", "Public part of the key pair.")}),
        secret(&CredentialSettings::secretKey,
               {.places = places("BUCKET/secret_key COS_ACCOUNT/cos_secretkey "
                                 "COS_ACCOUNT_n/cos_secretkey"),
                .label = QT_TRANSLATE_NOOP("Settings", "SecretKey"),
                .help = QT_TRANSLATE_NOOP("Settings", "Secret part of the key pair.")}),
        secret(&CredentialSettings::token,
               {.places = places("BUCKET/token"),
                .label = QT_TRANSLATE_NOOP("Settings", "Token"),
                .help = QT_TRANSLATE_NOOP("Settings", "Of temporary keys only.")}),
        credentialSource(),
        credentialReference(),
    };
}

QString readPassword(const QString &text, AccountDraft &draft)
{
    if (text.isEmpty())
        return QStringLiteral("the password is empty, a password would be right");
    draft.user.password = text.toUtf8();
    draft.user.passwordIsHash = false;
    return {};
}

QString readPasswordHash(const QString &text, AccountDraft &draft)
{
    if (!valueText::isHashText(text))
        return QStringLiteral("the value is not a password hash, one that begins with $scrypt$ or "
                              "$y$ would be right");
    draft.user.password = text.toUtf8();
    draft.user.passwordIsHash = true;
    return {};
}

// The choices stand in the order of the enumeration.
Row interruptedUploadsRow()
{
    static const QStringList choices{QStringLiteral("keep"), QStringLiteral("discard"),
                                     QStringLiteral("publish")};
    return {{.places = places("USER/interrupted_uploads COS_ACCOUNT_n/interrupted_uploads"),
             .label = QT_TRANSLATE_NOOP("Settings", "Interrupted uploads"),
             .help = QT_TRANSLATE_NOOP(
                 "Settings", "keep: the bytes stay and the client can go on; discard: nothing "
                             "stays; publish: what came becomes the file, as in the original."),
             .kind = SettingInfo::Kind::Choice,
             .choices = choices},
            [](const QString &text, AccountDraft &draft) {
                auto index = static_cast<qsizetype>(draft.user.interruptedUploads);
                QString problem = valueText::readChoice(text, choices, index);
                draft.user.interruptedUploads =
                    static_cast<UserSettings::InterruptedUploads>(index);
                return problem;
            },
            [](const AccountDraft &draft) {
                return choices.at(static_cast<qsizetype>(draft.user.interruptedUploads));
            }};
}

// The choices stand in the order of the enumeration.
Row tlsRequiredRow()
{
    static const QStringList choices{QStringLiteral("off"), QStringLiteral("control"),
                                     QStringLiteral("both")};
    return {{.places = places("USER/tls_required COS_ACCOUNT_n/tls_required"),
             .label = QT_TRANSLATE_NOOP("Settings", "Encryption"),
             .help = QT_TRANSLATE_NOOP(
                 "Settings", "What this user has to encrypt, besides what the server demands of "
                             "everybody."),
             .kind = SettingInfo::Kind::Choice,
             .choices = choices},
            [](const QString &text, AccountDraft &draft) {
                auto index = static_cast<qsizetype>(draft.user.tlsRequired);
                QString problem = valueText::readChoice(text, choices, index);
                draft.user.tlsRequired = static_cast<TlsNeed>(index);
                return problem;
            },
            [](const AccountDraft &draft) {
                return choices.at(static_cast<qsizetype>(draft.user.tlsRequired));
            }};
}

QList<Row> loginRows()
{
    const auto write = [](const AccountDraft &draft) {
        return QString::fromUtf8(draft.user.password);
    };
    return {
        {{.places = places("COS_ACCOUNT_n/ftp_login_user_name"),
          .label = QT_TRANSLATE_NOOP("Settings", "User"),
          .help = QT_TRANSLATE_NOOP("Settings", "Name that the user logs in with."),
          .takesDefault = false},
         [](const QString &text, AccountDraft &draft) {
             if (text.isEmpty())
                 return QStringLiteral("the user name is empty, a name would be right");
             draft.user.name = text.toUtf8();
             return QString();
         },
         [](const AccountDraft &draft) { return QString::fromUtf8(draft.user.name); }},
        {{.places = places("USER/password COS_ACCOUNT_n/ftp_login_user_password"),
          .label = QT_TRANSLATE_NOOP("Settings", "Password"),
          .help = QT_TRANSLATE_NOOP("Settings", "In clear text."),
          .isSecret = true,
          .takesDefault = false},
         readPassword,
         write},
        {{.places = places("USER/password_hash COS_ACCOUNT_n/password_hash"),
          .label = QT_TRANSLATE_NOOP("Settings", "Password hash"),
          .help = QT_TRANSLATE_NOOP("Settings", "Hash (scrypt, or one of crypt(5)) instead of "
                                                "the password."),
          .isSecret = true,
          .takesDefault = false},
         readPasswordHash,
         write},
        {{.places = places("USER/enabled"),
          .label = QT_TRANSLATE_NOOP("Settings", "Enabled"),
          .help = QT_TRANSLATE_NOOP("Settings", "false: the user cannot log in."),
          .kind = Kind::Switch},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readSwitch(text, draft.user.isEnabled);
         },
         [](const AccountDraft &draft) {
             return draft.user.isEnabled ? QStringLiteral("true") : QStringLiteral("false");
         }},
        interruptedUploadsRow(),
        tlsRequiredRow(),
    };
}

QList<Row> rightRows()
{
    return {
        {{.places = places("USER/authority COS_ACCOUNT_n/authority"),
          .label = QT_TRANSLATE_NOOP("Settings", "Rights"),
          .help = QT_TRANSLATE_NOOP("Settings", "R: list and download; W: upload, rename and "
                                                "delete; RW: both; or words with '+' between "
                                                "them: list, read, write (new files), overwrite, "
                                                "append, rename, delete, mkdir, none.")},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readRights(text, draft.rights);
         },
         [](const AccountDraft &draft) { return valueText::writeRights(draft.rights); }},
        {{.places = places("USER/delete_enable COS_ACCOUNT_n/delete_enable"),
          .label = QT_TRANSLATE_NOOP("Settings", "May delete"),
          .help = QT_TRANSLATE_NOOP("Settings", "false: the user must not delete, whatever the "
                                                "rights say."),
          .kind = Kind::Switch},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readSwitch(text, draft.isDeleteEnabled);
         },
         [](const AccountDraft &draft) {
             return draft.isDeleteEnabled ? QStringLiteral("true") : QStringLiteral("false");
         }},
        {{.places = places("COS_ACCOUNT_n/home_dir COS_ACCOUNT/cos_user_home_dir "
                           "COS_ACCOUNT/home_dir COS_ACCOUNT_n/cos_user_home_dir"),
          .label = QT_TRANSLATE_NOOP("Settings", "Home folder"),
          .help = QT_TRANSLATE_NOOP("Settings", "Read and not used: no file data touches this "
                                                "machine, and the folder need not exist."),
          .isUnused = true},
         [](const QString &, AccountDraft &) { return QString(); },
         [](const AccountDraft &) { return QString(); }},
    };
}

QList<Row> mountRows()
{
    return {
        {{.places = places("USER/bucket"),
          .label = QT_TRANSLATE_NOOP("Settings", "Bucket of the user"),
          .help = QT_TRANSLATE_NOOP("Settings", "id of the bucket that the user sees as /."),
          .takesDefault = false},
         [](const QString &text, AccountDraft &draft) {
             draft.userBucketId = text;
             return QString();
         },
         [](const AccountDraft &draft) { return draft.userBucketId; }},
        {{.places = places("USER/folder"),
          .label = QT_TRANSLATE_NOOP("Settings", "Folder in the bucket"),
          .help = QT_TRANSLATE_NOOP("Settings", "Folder of the bucket that the user sees as /; "
                                                "not set: the whole bucket.")},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readFolder(text, draft.folder);
         },
         [](const AccountDraft &draft) { return QString::fromUtf8(draft.folder); }},
        {{.places = places("USER/mount"),
          .label = QT_TRANSLATE_NOOP("Settings", "Mount"),
          .help = QT_TRANSLATE_NOOP("Settings", "/PATH BUCKETID FOLDER RIGHTS: a folder of a "
                                                "bucket (/ for all of it) at a place of the "
                                                "user's tree. May stand several times."),
          .isRepeatable = true,
          .takesDefault = false},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readMount(text, draft.mounts);
         },
         [](const AccountDraft &draft) {
             QStringList lines;
             for (const MountSettings &mount : draft.mounts)
                 lines += valueText::writeMount(mount);
             return lines.join(QLatin1Char('\n'));
         }},
        {{.places = places("USER/folder_rights COS_ACCOUNT_n/folder_rights"),
          .label = QT_TRANSLATE_NOOP("Settings", "Rights of a folder"),
          .help = QT_TRANSLATE_NOOP("Settings", "/PATH RIGHTS: other rights in a folder of the "
                                                "user's tree and below it. May stand several "
                                                "times; the deepest folder counts."),
          .isRepeatable = true,
          .takesDefault = false},
         [](const QString &text, AccountDraft &draft) {
             return valueText::readFolderRights(text, draft.user.folderRights);
         },
         [](const AccountDraft &draft) {
             QStringList lines;
             for (const FolderRights &folder : draft.user.folderRights)
                 lines += valueText::writeFolderRights(folder);
             return lines.join(QLatin1Char('\n'));
         }},
    };
}

}  // namespace

const QList<SettingRow<AccountDraft>> &accountRows()
{
    static const QList<Row> rows = placeRows() + credentialRows() + loginRows() + mountRows()
                                   + rightRows() + userLimitRows() + deviceRows() + oldestRows();
    return rows;
}

}  // namespace cosftp
