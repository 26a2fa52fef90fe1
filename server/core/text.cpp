// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include <QStringConverter>

namespace cosftp {

namespace {
bool isControl(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; }

// Neither a letter nor a blank, and not seen: it changes how the rest of the line is read.
bool isDeceptive(QChar character)
{
    const char16_t code = character.unicode();
    const auto isWithin = [code](char16_t first, char16_t last) {
        return code >= first && code <= last;
    };
    return code < 0x20 || isWithin(0x7f, 0x9f) || code == 0x061c || isWithin(0x200e, 0x200f)
           || isWithin(0x2028, 0x202e) || isWithin(0x2066, 0x2069);
}

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }
}  // namespace

bool isValidUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    Q_UNUSED(text)
    return !decoder.hasError();
}

bool hasControlBytes(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), isControl);
}

QByteArray escaped(QByteArrayView bytes, qsizetype limit)
{
    QByteArray text = bytes.first(std::min(bytes.size(), limit)).toByteArray();
    if (bytes.size() > limit) {
        while (!text.isEmpty() && isContinuation(bytes[text.size()]))
            text.chop(1);  // never cut inside a character
        text += "...";
    }
    if (!isValidUtf8(text))
        for (char &byte : text)
            if (static_cast<unsigned char>(byte) >= 0x80)
                byte = '?';
    for (char &byte : text)
        if (isControl(byte))
            byte = '?';
    return text;
}

QString escapedText(const QString &text)
{
    QString safe = text;
    for (QChar &character : safe)
        if (isDeceptive(character))
            character = QLatin1Char('?');
    return safe;
}

QByteArray escapedText(const QByteArray &utf8)
{
    const auto isPlain = [](char byte) { return byte >= 0x20 && byte < 0x7f; };
    if (std::all_of(utf8.begin(), utf8.end(), isPlain))
        return utf8;
    return escapedText(QString::fromUtf8(utf8)).toUtf8();
}

}  // namespace cosftp
