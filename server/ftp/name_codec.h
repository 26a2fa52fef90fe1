// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QByteArray>

#include <optional>

namespace cosftp {

/// The border between the bytes of one session and the server's UTF-8: lines come in through
/// fromClient(), replies and listings go out through toClient(). A value.
///
/// A client of a user with another charset may speak UTF-8 all the same. It is believed to do so
/// from OPTS UTF8 ON on, or from the first name on that is UTF-8 and can hardly be anything else;
/// one that has proved to speak the charset stays with it, so that no name is ever a mixture.
///
/// Charset::Bytes knows no charset: what is UTF-8 stays, and each other byte becomes one of the 128
/// characters U+F780 to U+F7FF, as in the WHATWG's encoding x-user-defined. What is sent in UTF-8
/// of just these characters is taken for such bytes too, so that every name comes back as it was
/// sent.
class NameCodec
{
public:
    explicit NameCodec(Charset charset = Charset::Utf8);

    [[nodiscard]] bool speaksUtf8() const
    {
        return m_speech == Speech::Utf8 || m_charset == Charset::Bytes;
    }
    /// False for users whose names are UTF-8 in any case.
    [[nodiscard]] bool hasChoice() const { return m_charset != Charset::Utf8; }
    void setUtf8(bool isUtf8) { m_speech = isUtf8 || !hasChoice() ? Speech::Utf8 : Speech::Legacy; }
    /// What a client hears whose name is no text, and the setting that helps.
    [[nodiscard]] QByteArray refusal() const;

    /// A line in UTF-8. What is neither UTF-8 nor the charset comes back as it is, and is refused
    /// where a name is needed.
    QByteArray fromClient(const QByteArray &line);
    /// Nothing if the charset cannot write it: such a name could not be asked for either.
    [[nodiscard]] std::optional<QByteArray> toClient(const QByteArray &text) const;
    /// The same for replies, with '?' for what the charset has not got.
    [[nodiscard]] QByteArray replyToClient(const QByteArray &text) const;

private:
    enum class Speech { Guessed, Legacy, Utf8 };  // Guessed: the charset, until it says UTF-8

    Charset m_charset;
    Speech m_speech;
};

}  // namespace cosftp
