// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

#include <compare>

namespace cosftp {

/// A place in the tree that one FTP user sees: absolute, normalised, UTF-8 bytes kept as they came.
/// "." and ".." are resolved when the path is made and can never lead above the root; empty
/// components vanish. No Unicode normalisation, no case folding, no meaning for '\\', '~' or ':'.
class VirtualPath
{
public:
    /// The root, "/".
    VirtualPath() = default;

    /// What `argument` of an FTP command means in this folder: absolute if it begins with '/',
    /// else relative. Fails with Code::Invalid for invalid UTF-8 and Code::NameNotAllowed for
    /// control bytes.
    [[nodiscard]] Result<VirtualPath> resolved(QByteArrayView argument) const;
    [[nodiscard]] VirtualPath child(const QByteArray &name) const;
    [[nodiscard]] VirtualPath parent() const;  ///< The root's parent is the root.

    [[nodiscard]] bool isRoot() const { return m_components.isEmpty(); }
    [[nodiscard]] QByteArray name() const;  ///< Last component; empty for the root.
    [[nodiscard]] const QList<QByteArray> &components() const { return m_components; }
    /// "/" or "/a/b", never with a slash at the end.
    [[nodiscard]] QByteArray toBytes() const;
    /// True if this is `other` or lies below it; compared component by component.
    [[nodiscard]] bool isWithin(const VirtualPath &other) const;

    bool operator==(const VirtualPath &) const = default;

private:
    QList<QByteArray> m_components;
};

}  // namespace cosftp
