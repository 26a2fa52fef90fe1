// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/matrix_troubles.h"

namespace cosftp::test {

namespace {

using localcos::Fault;
using localcos::Verb;
using Kind = Fault::Kind;
using MaybeFault = std::optional<Fault>;

constexpr int allTries = 3;  // one less than the server's tries

Fault fault(Kind kind, Verb verb, int times = 1)
{
    Fault result;
    result.kind = kind;
    result.verbs = {verb};
    result.times = times;
    return result;
}

Fault answer(int status, const char *code, Verb verb, int times = 1)
{
    Fault result = fault(Kind::ErrorAnswer, verb, times);
    result.status = status;
    result.code = code;
    return result;
}

bool sendsBody(Verb verb) { return verb == Verb::PutObject || verb == Verb::PutPart; }

bool answersWithBody(Verb verb)
{
    return verb == Verb::GetObject || verb == Verb::List || verb == Verb::CopyObject
           || verb == Verb::Initiate || verb == Verb::Complete;
}

bool answersWithChecksum(Verb verb)
{
    return verb == Verb::GetObject || verb == Verb::HeadObject || verb == Verb::Complete
           || sendsBody(verb);
}

MaybeFault resetBefore(Verb verb) { return fault(Kind::ResetBeforeAnswer, verb); }
MaybeFault lostAnswer(Verb verb) { return fault(Kind::ResetAfterWork, verb); }
MaybeFault internalError(Verb verb) { return answer(500, "InternalError", verb); }
MaybeFault slowDown(Verb verb) { return answer(503, "SlowDown", verb, allTries); }
MaybeFault slowDownAlways(Verb verb) { return answer(503, "SlowDown", verb, -1); }
MaybeFault denied(Verb verb) { return answer(403, "AccessDenied", verb); }
MaybeFault expiredToken(Verb verb) { return answer(403, "ExpiredToken", verb); }
MaybeFault expiredTokenAlways(Verb verb) { return answer(403, "ExpiredToken", verb, -1); }

MaybeFault resetInBody(Verb verb)
{
    if (!sendsBody(verb) && !answersWithBody(verb))
        return std::nullopt;
    Fault result = fault(sendsBody(verb) ? Kind::ResetInUpload : Kind::ResetInBody, verb);
    result.afterBytes = verb == Verb::GetObject || verb == Verb::PutPart ? 100'000 : 10;
    return result;
}

MaybeFault timeout(Verb verb)
{
    Fault result = fault(Kind::Stall, verb);
    result.delay = 2 * matrixSilence;
    return result;
}

MaybeFault trickle(Verb verb)
{
    if (!sendsBody(verb) && !answersWithBody(verb))
        return std::nullopt;
    Fault result = fault(Kind::Trickle, verb, -1);
    result.bytesPerSecond = verb == Verb::PutPart ? 20'000'000 : 1'000'000;
    return result;
}

MaybeFault wrongChecksum(Verb verb)
{
    return answersWithChecksum(verb) ? MaybeFault(fault(Kind::WrongCrc, verb)) : std::nullopt;
}

MaybeFault errorIn200(Verb verb)
{
    Fault result = fault(Kind::ErrorInside200, verb);
    result.code = "InternalError";
    return result;
}

}  // namespace

const QList<Trouble> &troubles()
{
    static const QList<Trouble> columns{
        {"refused", resetBefore, true, true},
        {"reset", resetBefore, false, true},
        {"reset in body", resetInBody, false, true},
        {"500", internalError, false, true},
        {"503 x 3", slowDown, false, true},
        {"503 always", slowDownAlways, false, false},
        {"403 once", denied, false, false},
        {"timeout", timeout, false, true},
        {"trickle", trickle, false, true},
        {"wrong CRC", wrongChecksum, false, true},
        {"error in 200", errorIn200, false, true},
        {"lost answer", lostAnswer, false, true},
        {"token expired", expiredToken, false, true},
        {"... for good", expiredTokenAlways, false, false},
    };
    return columns;
}

}  // namespace cosftp::test
