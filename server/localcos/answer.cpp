// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/answer.h"

#include "localcos/xml.h"

#include <algorithm>

namespace cosftp::localcos {

namespace {

QByteArray errorBody(const Request &request, const Failure &failure, const QByteArray &traceId,
                     const NamedValues &elements)
{
    XmlWriter xml("Error");
    xml.leaf("Code", failure.storeCode.isEmpty() ? QByteArray("InternalError") : failure.storeCode);
    xml.leaf("Message", failure.detail.toUtf8());
    for (const NamedValue &element : elements)
        xml.leaf(element.name, element.value);
    xml.leaf("Resource", request.header("host") + request.path);
    xml.leaf("RequestId", request.id);
    xml.leaf("TraceId", traceId);
    return xml.finish();
}

}  // namespace

void Answer::setHeader(const QByteArray &name, const QByteArray &value)
{
    removeHeader(name);
    headers += NamedValue{name, value};
}

void Answer::removeHeader(const QByteArray &name)
{
    headers.removeIf([&](const NamedValue &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

Answer xmlAnswer(int status, const QByteArray &xml)
{
    Answer answer;
    answer.status = status;
    answer.headers += NamedValue{"Content-Type", "application/xml"};
    answer.body = xml;
    return answer;
}

Answer errorAnswer(const Request &request, const Failure &failure, const NamedValues &elements)
{
    Answer answer = xmlAnswer(failure.httpStatus == 0 ? 500 : failure.httpStatus, {});
    const QByteArray traceId = QByteArray(request.id + "trace").toBase64();
    if (request.method == "HEAD")
        answer.headers += NamedValue{"x-cos-trace-id", traceId};
    else
        answer.body = errorBody(request, failure, traceId, elements);
    return answer;
}

}  // namespace cosftp::localcos
