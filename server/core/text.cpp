// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include <QStringConverter>

namespace cosftp {

namespace {
bool isControl(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; }
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
        if (character < QChar(0x20) || character == QChar(0x7f))
            character = QLatin1Char('?');
    return safe;
}

}  // namespace cosftp
