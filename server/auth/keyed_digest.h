// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <initializer_list>

namespace cosftp {

/// Tells texts apart without keeping them: SHA-256 under a key that lives and dies with the
/// process.
class KeyedDigest
{
public:
    KeyedDigest();
    /// Of all pieces; they cannot flow together.
    [[nodiscard]] QByteArray of(std::initializer_list<QByteArray> pieces) const;

private:
    QByteArray m_key;
};

}  // namespace cosftp
