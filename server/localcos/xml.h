// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace cosftp::localcos {

/// XML as COS lays it out: one line per element, a tab per depth. Keys are bytes, so this does not
/// go through QString.
class XmlWriter
{
public:
    explicit XmlWriter(const QByteArray &root, const QByteArray &attributes = {});
    void open(const QByteArray &name, const QByteArray &attributes = {});
    void close();
    void leaf(const QByteArray &name, const QByteArray &value);  ///< Self-closed when empty.
    void leaf(const QByteArray &name, qint64 value) { leaf(name, QByteArray::number(value)); }
    QByteArray finish();

private:
    void line();
    QByteArray m_text;
    QList<QByteArray> m_open;
};

struct DeleteRequest
{
    bool isQuiet = false;
    QList<QByteArray> keys;
};
/// Fails with MalformedXML.
Result<DeleteRequest> deleteRequestFrom(const QByteArray &xml);

struct NamedPart
{
    qint64 number = 0;
    QByteArray etag;  ///< Without quotes.
};
/// Fails with MalformedXML.
Result<QList<NamedPart>> partsFrom(const QByteArray &xml);

}  // namespace cosftp::localcos
