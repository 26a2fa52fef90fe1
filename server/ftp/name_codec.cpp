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

bool isChinese(Charset charset) { return charset == Charset::Gbk || charset == Charset::Gb18030; }

// Every Chinese character has three bytes or more in UTF-8. Two Chinese characters in GBK that pass
// for such a sequence are very rare; one that passes for two bytes of UTF-8 is not. No word of a
// Western language passes for UTF-8.
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
    case Charset::Latin1:
        return "ISO-8859-1";
    case Charset::Windows1252:
        return "windows-1252";
    case Charset::Bytes:
        break;
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
    const bool isText = isSame && hasAll && !(isChinese(charset) && bytes.contains('\xff'));
    return isText ? std::optional(text.toUtf8()) : std::nullopt;
}

// U+F780 to U+F7FF in UTF-8, for the bytes from 0x80 on.
constexpr qsizetype markedBytes = 3;

QByteArray marked(char byte)
{
    const bool isLower = static_cast<unsigned char>(byte) < 0xc0;
    return isLower ? QByteArray("\xef\x9e") + byte
                   : QByteArray("\xef\x9f") + static_cast<char>(byte ^ 0x40);
}

// The byte that such a character stands for; nothing: it is another one.
std::optional<char> unmarked(QByteArrayView character)
{
    if (character.size() != markedBytes || character[0] != '\xef')
        return std::nullopt;
    if (character[1] == '\x9e')
        return character[2];
    if (character[1] == '\x9f')
        return static_cast<char>(character[2] ^ 0x40);
    return std::nullopt;
}

// How many bytes the UTF-8 character at the beginning has; 1: it is ASCII, or none begins there.
qsizetype characterBytes(QByteArrayView bytes)
{
    const auto first = static_cast<unsigned char>(bytes.front());
    const qsizetype size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    return size <= bytes.size() && isValidUtf8(bytes.first(size)) ? size : 1;
}

QByteArray textOfBytes(QByteArrayView bytes)
{
    QByteArray text;
    while (!bytes.isEmpty()) {
        QByteArrayView character = bytes.first(characterBytes(bytes));
        if (unmarked(character))
            character = character.first(1);
        const bool isByte = character.size() == 1 && !isAscii(character);
        text += isByte ? marked(character.front()) : character.toByteArray();
        bytes = bytes.sliced(character.size());
    }
    return text;
}

QByteArray bytesOfText(QByteArrayView text)
{
    QByteArray bytes;
    while (!text.isEmpty()) {
        const QByteArrayView character = text.first(characterBytes(text));
        const std::optional<char> byte = unmarked(character);
        bytes += byte ? QByteArray(1, *byte) : character.toByteArray();
        text = text.sliced(character.size());
    }
    return bytes;
}

}  // namespace

NameCodec::NameCodec(Charset charset)
    : m_charset(available(charset)),
      m_speech(m_charset == Charset::Utf8 ? Speech::Utf8 : Speech::Guessed)
{}

QByteArray NameCodec::fromClient(const QByteArray &line)
{
    if (isAscii(line))
        return line;
    if (m_charset == Charset::Bytes)
        return textOfBytes(line);
    if (m_speech == Speech::Utf8)
        return line;
    const std::optional<QByteArray> legacy = utf8Of(line, m_charset);
    const bool isUtf8 = isValidUtf8(line);
    const bool isProof = !isChinese(m_charset) || hasLongSequence(line) || !legacy;
    if (m_speech == Speech::Guessed && isUtf8 && isProof) {
        m_speech = Speech::Utf8;
        return line;
    }
    if (legacy && !isUtf8)
        m_speech = Speech::Legacy;
    return legacy.value_or(line);
}

std::optional<QByteArray> NameCodec::toClient(const QByteArray &text) const
{
    if (isAscii(text))
        return text;
    if (m_charset == Charset::Bytes) {
        const QByteArray bytes = bytesOfText(text);
        return textOfBytes(bytes) == text ? std::optional(bytes) : std::nullopt;
    }
    if (m_speech == Speech::Utf8)
        return text;
    bool hasAll = false;
    const QByteArray bytes = encoded(QString::fromUtf8(text), m_charset, &hasAll);
    return hasAll && utf8Of(bytes, m_charset) == text ? std::optional(bytes) : std::nullopt;
}

QByteArray NameCodec::replyToClient(const QByteArray &text) const
{
    if (isAscii(text))
        return text;
    if (m_charset == Charset::Bytes)
        return bytesOfText(text);
    if (m_speech == Speech::Utf8)
        return text;
    bool hasAll = false;
    return encoded(QString::fromUtf8(text), m_charset, &hasAll);
}

QByteArray NameCodec::refusal() const
{
    if (!hasChoice())
        return "The name is not UTF-8. The administrator can set what this client writes: charset "
               "= "
               "gbk, iso-8859-1 or another one; charset = bytes takes every name.";
    return "The name is neither UTF-8 nor " + QByteArray(converterName(m_charset))
           + ", which is this account's charset; charset = bytes would take every name.";
}

}  // namespace cosftp
