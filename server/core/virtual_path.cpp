// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/virtual_path.h"

#include "core/text.h"

namespace cosftp {

Result<VirtualPath> VirtualPath::resolved(QByteArrayView argument) const
{
    if (!isValidUtf8(argument))
        return Failure::of(Failure::Code::Invalid, QStringLiteral("the name is not valid UTF-8"));
    if (hasControlBytes(argument))
        return Failure::of(Failure::Code::NameNotAllowed,
                           QStringLiteral("the name has control characters"));
    VirtualPath path = argument.startsWith('/') ? VirtualPath() : *this;
    const QByteArray bytes = argument.toByteArray();
    for (const QByteArray &component : bytes.split('/')) {
        if (component.isEmpty() || component == ".")
            continue;
        if (component == "..")
            path = path.parent();
        else
            path.m_components += component;
    }
    return path;
}

VirtualPath VirtualPath::child(const QByteArray &name) const
{
    VirtualPath path = *this;
    path.m_components += name;
    return path;
}

VirtualPath VirtualPath::parent() const
{
    VirtualPath path = *this;
    if (!path.m_components.isEmpty())
        path.m_components.removeLast();
    return path;
}

QByteArray VirtualPath::name() const
{
    return m_components.isEmpty() ? QByteArray() : m_components.last();
}

QByteArray VirtualPath::toBytes() const { return '/' + m_components.join('/'); }

bool VirtualPath::isWithin(const VirtualPath &other) const
{
    return m_components.size() >= other.m_components.size()
           && std::equal(other.m_components.begin(), other.m_components.end(),
                         m_components.begin());
}

}  // namespace cosftp
