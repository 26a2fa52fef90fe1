// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/problem_text.h"

#include "settings/settings_file.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <vector>

namespace cosftp {

namespace {

// The sentences of server/settings/value_text*.cpp. The longer ones first: "%1" takes all it can.
constexpr const char *sentences[] = {
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a number of bytes, %2 to %3 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a number, %2 to %3 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is out of range, %2 to %3 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a switch, true or false would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not known, %2 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 is not a range of ports, FROM,TO with 1 to 65535 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the range begins at %1, behind its end %2; FROM,TO with "
                                         "the smaller port first would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is no address that a client can reach, the address "
                                         "that clients reach, or its host name, would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is neither an address nor a host name, the address "
                                         "that clients reach, or its host name, would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not an IP address, one of this machine or nothing "
                                         "(all of them) would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a bucket, NAME-APPID such as "
                                         "examplebucket-1250000000 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 is not a region, a name such as ap-guangzhou would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 has a protocol, HOST or HOST:PORT with cos_protocol = "
                                         "http or https beside it would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not an endpoint, HOST or HOST:PORT such as "
                                         "cos.ap-guangzhou.myqcloud.com would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the value is empty, what the console shows would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value has blanks around it, what the console shows "
                                         "without them would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value has characters that no key has, what the "
                                         "console shows would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value is in quotation marks, the same without them "
                                         "would be right"),
    // The sentences of server/settings/settings_reader*.cpp, settings_file.cpp, ini_text.cpp and
    // memory_estimate.cpp.
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the section stands in line %1 already, one section with all its keys would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the section has no name, [%1 NAME] would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the section is not known, [%1] is the nearest that is"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the section is not known, those that are: %1"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the key stands in line %1 already, one of the two would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the key does not belong here, its place is [%1]"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the key is not known, %1 is the nearest that is"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the key is not known, those of this section: %1"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "line %1 sets the same as [%2] %3, one of the two would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the key is missing, '%1 = ...' in this section would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the id of the bucket has other characters than letters, "
                                         "digits, '_', '-' and '.', [BUCKET main] would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "another section names a bucket with this id, an id of its own would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the endpoint begins with the bucket, which is put before it; %1 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the section has a password too, one of the two would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "a mount has the place / too, one of the two would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the user %1 stands in line %2 already, one user of each name would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the value names no user, NAME:PASSWORD:RW would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "what follows the ';' after a blank is a comment, users "
                                         "divided by ';' without a blank before it would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the entry has not three pieces, NAME:PASSWORD:RIGHTS would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the user name is empty or has blanks around it, a name would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the user name is empty, a name would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the password is empty, a password would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the password has blanks around it, a password without them would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "no bucket is named, a section [BUCKET id], [COS_ACCOUNT] "
                                         "or [COS_ACCOUNT_0] would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "no user is named, a section [USER name], [COS_ACCOUNT_0] or [FTP_ACCOUNT] would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the users have no bucket: in [COS_ACCOUNT_n] each section names its own "
                      "user; [COS_ACCOUNT], or ftp_login_user_name, would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the users have no bucket, a section [COS_ACCOUNT] would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "no section names the bucket %1, one of %2 would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the port %1 lies within the passive ports %2, a port outside of them would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "two parts of %1 do not fit into the memory_budget of %2, "
                                         "smaller parts or a larger budget would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is more than eight per core, %2 are used"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the file holds secrets and everyone on this machine can "
                                         "read it, chmod 600 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "this is a folder, a file would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the file cannot be read: %1, a file that this user may read would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the line has a control character, printable text would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the section header has no ']', [SECTION] would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the section header has full-width brackets, [SECTION] would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the value begins or ends with a full-width blank, an ordinary one would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "a full-width semicolon stands in it, users divided by ';' would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the line is not 'key = value'"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the key stands outside of a section, a line with [SECTION] above it would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the file is UTF-16, UTF-8 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the line has a NUL byte, a text file in UTF-8 would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the server may need %1 MiB, more than 60 % of the %2 MiB that are available; a smaller "
        "memory_budget or max_connection_num, or config_check_enable = false, would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the rights are made of something else, R, W or RW would "
                                         "be right, or words such as list+read+write (%1)"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value is not a mount, /PATH BUCKETID FOLDER RIGHTS "
                                         "such as /photos main 2024/photos RW would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is mounted twice, one place for each would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the value is not a password hash, one that begins with $scrypt$ or $y$ would be right"),
    // The sentences of server/settings/tls_files.cpp, core/certificate.cpp and the networks.
    QT_TRANSLATE_NOOP("SettingsProblem", "certificates of clients are asked for and nobody is "
                                         "named who signs them, a PEM file would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the certificate has expired on %1, one that is valid would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the certificate is valid from %1 on only, one that is valid now would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the certificate expires on %1, a new one soon would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "there is no certificate in the file (%1), a PEM file "
                                         "with BEGIN CERTIFICATE would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the private key has a pass phrase, a key without one, in "
                                         "a file of mode 600, would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "there is no private key in the file, a PEM file with BEGIN PRIVATE KEY would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the private key is not the certificate's, the key that "
                                         "the certificate was made with would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a file, a PEM file would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is larger than 1 MiB, a PEM file would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 cannot be read: %2, a PEM file that this user may read would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value is not a folder with rights, /PATH RIGHTS such "
                                         "as /inbox write+list would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 has rights already, one line for each folder would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not an address and port, ftp://192.0.2.1:21 or "
                                         "ftps://[::]:990 would be right (* is all addresses)"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 is not a rule, NETWORK=ADDRESS or private=local would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not an address or network, 192.0.2.7, 10.0.0.0/8, "
                                         "2001:db8::/32 or private would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a host name, ftp.example.com would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is not a day, YYYY-MM-DD would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the port %1 is the control port too, another port would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "encryption is demanded and not offered, enabled = true beside it would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "encryption is demanded of the user %1 and not offered, "
                                         "enabled = true in [TLS] would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the line has a full-width colon or equals sign, '=' would be right"),
    // Of files of the original, of comments and of quotation marks.
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the quotation marks of the value do not fit, one before it, one behind it "
                      "and two for each one inside would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the value goes on in the next line, which begins with a "
                                         "blank; all of it in one line would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "what follows the ';' after a blank is a comment, as in the original; the "
                      "value in quotation marks would be right if it belongs to it"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the '%1' after a blank may belong to the value or begin a comment; %2 = \"...\" with the "
        "whole value in the quotation marks, or the comment on a line of its own, would be right"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "the section is not read here, its keys in each section that needs them would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the quotation marks are not read as a part of the password, which they are "
                      "in the original; three of them on each side would be right if they are"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "what follows the ']' is not read, a line of its own would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the section stands in line %1 already, both are read as "
                                         "one and the later keys count, as in the original"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the key stands in line %1 already, this one is used, as in the original"),
    QT_TRANSLATE_NOOP("SettingsProblem", "%1 is below the store's smallest part, %2 are used"),
    QT_TRANSLATE_NOOP(
        "SettingsProblem",
        "two parts of %1 do not fit into the memory_budget of %2, parts of %3 are used"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "the value is the one of the example, so no address is announced; the "
                      "address that clients reach, or nothing, would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem",
                      "%1 is not an APPID, a number such as 1250000000 would be right"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the name is not valid UTF-8"),
    QT_TRANSLATE_NOOP("SettingsProblem", "the name has control characters"),
};

// The sentences of server/probe_verdict.cpp.
constexpr const char *advices[] = {
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "The secret key does not belong to this secret id: copy it again."),
    QT_TRANSLATE_NOOP("StoreAdvice", "COS does not know this secret id: check it, and that the key "
                                     "was not disabled or deleted."),
    QT_TRANSLATE_NOOP("StoreAdvice", "COS does not know this secret id: copy it again."),
    QT_TRANSLATE_NOOP("StoreAdvice", "The temporary key has expired: get a new one."),
    QT_TRANSLATE_NOOP(
        "StoreAdvice",
        "There is no such bucket in this region: check the name (NAME-APPID) and the region."),
    QT_TRANSLATE_NOOP("StoreAdvice", "The bucket's name is NAME-APPID, as the console shows."),
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "There is no such region: the console shows it beside the bucket."),
    QT_TRANSLATE_NOOP(
        "StoreAdvice",
        "Set the clock of this machine: COS accepts at most 15 minutes of difference."),
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "Switch global acceleration on for the bucket, or use another endpoint."),
    QT_TRANSLATE_NOOP("StoreAdvice", "There is no host of this name: check the region, and that "
                                     "this machine can look up names."),
    QT_TRANSLATE_NOOP("StoreAdvice", "There is no host of this name: check the endpoint, and that "
                                     "this machine can look up names."),
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "Nothing answers there: check the endpoint, its port and the firewall."),
    QT_TRANSLATE_NOOP("StoreAdvice", "The encrypted connection failed: check protocol and "
                                     "endpoint, and the certificates of this machine."),
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "There is no address to ask: fill in the bucket's name and its region."),
    QT_TRANSLATE_NOOP("StoreAdvice", "The key lacks the permission %1 for this bucket and folder: "
                                     "add it to the key's CAM policy."),
    QT_TRANSLATE_NOOP("StoreAdvice",
                      "Try again in a minute; if it stays, ask Tencent Cloud with the request id."),
};

struct Sentence
{
    const char *english;
    QRegularExpression form;
};

// "%1" and the others stand for any text, from left to right.
QRegularExpression formOf(const char *sentence)
{
    static const QRegularExpression place(QStringLiteral(R"(\\%\d)"));
    QString pattern = QRegularExpression::escape(QString::fromLatin1(sentence));
    pattern.replace(place, QStringLiteral("(.*)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

// All at once: what a person typed may hold a "%2" of its own.
QString filled(const QString &text, const QRegularExpressionMatch &match)
{
    switch (match.lastCapturedIndex()) {
    case 1:
        return text.arg(match.captured(1));
    case 2:
        return text.arg(match.captured(1), match.captured(2));
    case 3:
        return text.arg(match.captured(1), match.captured(2), match.captured(3));
    default:
        return text;
    }
}

template <std::size_t count>
std::vector<Sentence> made(const char *const (&list)[count])
{
    std::vector<Sentence> all;
    for (const char *sentence : list)
        all.push_back({sentence, formOf(sentence)});
    return all;
}

QString translated(const std::vector<Sentence> &known, const char *context, const QString &english)
{
    for (const Sentence &sentence : known) {
        const QRegularExpressionMatch match = sentence.form.match(english);
        if (match.hasMatch())
            return filled(QCoreApplication::translate(context, sentence.english), match);
    }
    return english;
}

}  // namespace

QString translatedProblem(const QString &english)
{
    static const std::vector<Sentence> known = made(sentences);
    static const QRegularExpression ofAUser(QStringLiteral("^(user \\d+: )(.+)$"));
    if (const QRegularExpressionMatch match = ofAUser.match(english); match.hasMatch())
        return QCoreApplication::translate("SettingsProblem", "user %1: %2")
            .arg(match.captured(1).section(u' ', 1).section(u':', 0, 0),
                 translatedProblem(match.captured(2)));
    return translated(known, "SettingsProblem", english);
}

QString shownProblem(const SettingsProblem &problem)
{
    SettingsProblem shown = problem;
    shown.text = translatedProblem(problem.text);
    return shown.toString();
}

QString translatedAdvice(const QString &english)
{
    static const std::vector<Sentence> known = made(advices);
    return translated(known, "StoreAdvice", english);
}

}  // namespace cosftp
