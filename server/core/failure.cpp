// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/failure.h"

#include "core/text.h"

namespace cosftp {

Failure Failure::of(Code code, QString detail)
{
    Failure failure;
    failure.code = code;
    failure.detail = std::move(detail);
    return failure;
}

const char *nameOf(Failure::Code code)
{
    switch (code) {
    case Failure::Code::NotFound:
        return "not found";
    case Failure::Code::Denied:
        return "denied";
    case Failure::Code::Exists:
        return "exists";
    case Failure::Code::NotEmpty:
        return "not empty";
    case Failure::Code::NotAFile:
        return "not a file";
    case Failure::Code::NotAFolder:
        return "not a folder";
    case Failure::Code::NameNotAllowed:
        return "name not allowed";
    case Failure::Code::TooLarge:
        return "too large";
    case Failure::Code::RangeNotPossible:
        return "range not possible";
    case Failure::Code::Changed:
        return "changed";
    case Failure::Code::Archived:
        return "archived";
    case Failure::Code::InUse:
        return "in use";
    case Failure::Code::Busy:
        return "busy";
    case Failure::Code::Network:
        return "network";
    case Failure::Code::Timeout:
        return "timeout";
    case Failure::Code::Corrupt:
        return "corrupt";
    case Failure::Code::Credentials:
        return "credentials refused";
    case Failure::Code::Cancelled:
        return "cancelled";
    case Failure::Code::Invalid:
        return "invalid";
    case Failure::Code::Internal:
        return "internal";
    }
    return "internal";
}

QString describe(const Failure &failure)
{
    QString line = QString::fromLatin1(nameOf(failure.code));
    if (!failure.detail.isEmpty())
        line += QStringLiteral(": ") + failure.detail;
    if (!failure.storeCode.isEmpty())
        line += QStringLiteral(" cos_code=") + QString::fromUtf8(failure.storeCode);
    if (failure.httpStatus != 0)
        line += QStringLiteral(" http=") + QString::number(failure.httpStatus);
    if (!failure.requestId.isEmpty())
        line += QStringLiteral(" request_id=") + QString::fromUtf8(failure.requestId);
    if (!failure.advice.isEmpty())
        line += QStringLiteral(" advice=\"") + failure.advice + QLatin1Char('"');
    return escapedText(line);
}

}  // namespace cosftp
