// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/name_codec.h"

#include "core/text.h"

#include <QStringConverter>

#include <algorithm>

namespace cosftp {

namespace {

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

// Every Chinese character has three bytes or more in UTF-8. Two Chinese characters in GBK that pass
// for such a sequence are very rare; one that passes for two bytes of UTF-8 is not.
bool hasLongSequence(QByteArrayView utf8)
{
    return std::any_of(utf8.begin(), utf8.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) >= 0xe0; });
}

const char *converterName(Charset charset)
{
    switch (charset) {
    case Charset::Utf8:
        break;
    case Charset::Gbk:
        return "GBK";
    case Charset::Gb18030:
        return "GB18030";
    }
    return "UTF-8";
}

// The converters come from Qt's ICU; where that is missing, names stay UTF-8.
Charset available(Charset charset)
{
    return QStringEncoder(converterName(charset)).isValid() ? charset : Charset::Utf8;
}

QByteArray encoded(const QString &text, Charset charset, bool *hasAll)
{
    QStringEncoder encoder(converterName(charset));
    const QByteArray bytes = encoder.encode(text);
    *hasAll = !encoder.hasError();
    return bytes;
}

// The converters replace or drop what they do not know, so only what makes the whole way there and
// back counts.
std::optional<QByteArray> utf8Of(const QByteArray &bytes, Charset charset)
{
    QStringDecoder decoder(converterName(charset));
    const QString text = decoder.decode(bytes);
    bool hasAll = false;
    const bool isSame = encoded(text, charset, &hasAll) == bytes;
    const bool isText = isSame && hasAll && !bytes.contains('\xff');
    return isText ? std::optional(text.toUtf8()) : std::nullopt;
}

}  // namespace

NameCodec::NameCodec(Charset charset)
    : m_charset(available(charset)),
      m_speech(m_charset == Charset::Utf8 ? Speech::Utf8 : Speech::Guessed)
{}

QByteArray NameCodec::fromClient(const QByteArray &line)
{
    if (m_speech == Speech::Utf8 || isAscii(line))
        return line;
    const std::optional<QByteArray> legacy = utf8Of(line, m_charset);
    const bool isUtf8 = isValidUtf8(line);
    if (m_speech == Speech::Guessed && isUtf8 && (hasLongSequence(line) || !legacy)) {
        m_speech = Speech::Utf8;
        return line;
    }
    if (legacy && !isUtf8)
        m_speech = Speech::Legacy;
    return legacy.value_or(line);
}

std::optional<QByteArray> NameCodec::toClient(const QByteArray &text) const
{
    if (m_speech == Speech::Utf8 || isAscii(text))
        return text;
    bool hasAll = false;
    const QByteArray bytes = encoded(QString::fromUtf8(text), m_charset, &hasAll);
    return hasAll && utf8Of(bytes, m_charset) == text ? std::optional(bytes) : std::nullopt;
}

QByteArray NameCodec::replyToClient(const QByteArray &text) const
{
    if (m_speech == Speech::Utf8 || isAscii(text))
        return text;
    bool hasAll = false;
    return encoded(QString::fromUtf8(text), m_charset, &hasAll);
}

}  // namespace cosftp
