// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/xml.h"

#include "localcos/errors.h"

#include <QXmlStreamReader>

namespace cosftp::localcos {

namespace {

QByteArray xmlEscaped(const QByteArray &text)
{
    QByteArray safe;
    safe.reserve(text.size());
    for (const char byte : text) {
        switch (byte) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\r':
            safe += "&#13;";  // a reader would turn it into a line feed
            break;
        default:
            safe += byte;
        }
    }
    return safe;
}

QByteArray unquoted(QByteArray etag)
{
    if (etag.size() >= 2 && etag.startsWith('"') && etag.endsWith('"'))
        return etag.sliced(1, etag.size() - 2);
    return etag;
}

}  // namespace

XmlWriter::XmlWriter(const QByteArray &root, const QByteArray &attributes)
    : m_text("<?xml version='1.0' encoding='utf-8' ?>\n<" + root + attributes + '>')
{
    m_open += root;
}

void XmlWriter::line() { m_text += '\n' + QByteArray(m_open.size(), '\t'); }

void XmlWriter::open(const QByteArray &name, const QByteArray &attributes)
{
    line();
    m_text += '<' + name + attributes + '>';
    m_open += name;
}

void XmlWriter::close()
{
    const QByteArray name = m_open.takeLast();
    line();
    m_text += "</" + name + '>';
}

void XmlWriter::leaf(const QByteArray &name, const QByteArray &value)
{
    line();
    if (value.isEmpty())
        m_text += '<' + name + "/>";
    else
        m_text += '<' + name + '>' + xmlEscaped(value) + "</" + name + '>';
}

QByteArray XmlWriter::finish()
{
    while (!m_open.isEmpty())
        close();
    return m_text;
}

Result<DeleteRequest> deleteRequestFrom(const QByteArray &xml)
{
    DeleteRequest request;
    QXmlStreamReader reader(xml);
    if (!reader.readNextStartElement() || reader.name() != u"Delete")
        return malformedXml();
    while (reader.readNextStartElement()) {
        if (reader.name() == u"Quiet") {
            request.isQuiet = reader.readElementText().trimmed() == u"true";
        } else if (reader.name() == u"Object") {
            while (reader.readNextStartElement()) {
                if (reader.name() == u"Key")
                    request.keys += reader.readElementText().toUtf8();
                else
                    reader.skipCurrentElement();
            }
        } else {
            reader.skipCurrentElement();
        }
    }
    if (reader.hasError() || request.keys.isEmpty())
        return malformedXml();
    return request;
}

Result<QList<NamedPart>> partsFrom(const QByteArray &xml)
{
    QList<NamedPart> parts;
    QXmlStreamReader reader(xml);
    if (!reader.readNextStartElement() || reader.name() != u"CompleteMultipartUpload")
        return malformedXml();
    while (reader.readNextStartElement()) {
        if (reader.name() != u"Part") {
            reader.skipCurrentElement();
            continue;
        }
        NamedPart part;
        while (reader.readNextStartElement()) {
            if (reader.name() == u"PartNumber")
                part.number = reader.readElementText().trimmed().toLongLong();
            else if (reader.name() == u"ETag")
                part.etag = unquoted(reader.readElementText().trimmed().toUtf8());
            else
                reader.skipCurrentElement();
        }
        parts += part;
    }
    if (reader.hasError() || parts.isEmpty())
        return malformedXml();
    return parts;
}

}  // namespace cosftp::localcos
