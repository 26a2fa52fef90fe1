// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/problem_text.h"

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

const std::vector<Sentence> &known()
{
    static const std::vector<Sentence> all = [] {
        std::vector<Sentence> made;
        for (const char *sentence : sentences)
            made.push_back({sentence, formOf(sentence)});
        return made;
    }();
    return all;
}

}  // namespace

QString translatedProblem(const QString &english)
{
    for (const Sentence &sentence : known()) {
        const QRegularExpressionMatch match = sentence.form.match(english);
        if (!match.hasMatch())
            continue;
        return filled(QCoreApplication::translate("SettingsProblem", sentence.english), match);
    }
    return english;
}

}  // namespace cosftp
