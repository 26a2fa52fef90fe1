// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_step.h"

#include <array>
#include <cstring>

namespace cosftp::test {

namespace {

using Kind = Step::Kind;
using Verb = FakeStore::Verb;

constexpr int kib = 1024;
constexpr int partBytes = kib * kib;  // of the world's budget

constexpr std::array<const char *, 16> kindNames{"STOR",
                                                 "REST+STOR",
                                                 "SIZE+REST+STOR",
                                                 "APPE",
                                                 "take over by APPE",
                                                 "RETR",
                                                 "SIZE",
                                                 "MLSD",
                                                 "rename",
                                                 "DELE",
                                                 "MKD",
                                                 "RMD",
                                                 "SIZE by a stranger",
                                                 "restart",
                                                 "reconnect",
                                                 "go on at the other server"};
constexpr std::array<const char *, 4> endingNames{"", " then ABOR",
                                                  " then reset of the data connection",
                                                  " then reset of the control connection"};
constexpr std::array<const char *, 5> faultNames{"fails", "loses its answer", "arrives damaged",
                                                 "breaks off", "delivers a wrong byte"};

template <typename T>
T oneOf(QRandomGenerator &random, std::initializer_list<T> choices)
{
    return *(choices.begin() + random.bounded(static_cast<int>(choices.size())));
}

// Few names, so that they meet: files, folders, and names that are sometimes the one and sometimes
// the other.
QByteArray randomName(QRandomGenerator &random)
{
    return oneOf<const char *>(random, {"a", "b", "c", "a b", "\xE6\x96\x87", "%41+"});
}

QByteArray randomPath(QRandomGenerator &random)
{
    QByteArray path = '/' + randomName(random);
    while (random.bounded(3) == 0 && path.count('/') < 4)
        path += '/' + randomName(random);
    return path;
}

int randomSize(QRandomGenerator &random)
{
    switch (random.bounded(40)) {
    case 0:
        return 0;
    case 1:  // several parts up, several ranges down
        return partBytes + random.bounded(2 * partBytes);
    case 2:
        return oneOf(random, {partBytes - 1, partBytes, partBytes + 1});
    default:
        return random.bounded(20 * kib);
    }
}

Verb randomVerb(QRandomGenerator &random, const Step &step)
{
    if (step.isUpload())
        return oneOf(random, {Verb::Put, Verb::Put, Verb::Initiate, Verb::PutPart, Verb::PutPart,
                              Verb::Complete, Verb::List, Verb::Head, Verb::CopyPart, Verb::Abort,
                              Verb::Read, Verb::ListParts, Verb::Remove});
    if (step.kind == Kind::Retr)
        return Verb::Read;
    return oneOf(random, {Verb::Head, Verb::List, Verb::Copy, Verb::Remove, Verb::RemoveMany,
                          Verb::Put, Verb::Read, Verb::ListParts, Verb::Abort});
}

PlannedFault randomFault(QRandomGenerator &random, const Step &step)
{
    PlannedFault fault;
    fault.nth = 1 + random.bounded(2);
    fault.code = oneOf(random, {Failure::Code::Busy, Failure::Code::Network, Failure::Code::Timeout,
                                Failure::Code::Denied, Failure::Code::Internal});
    fault.isRetryable = fault.code != Failure::Code::Denied && random.bounded(2) == 0;
    fault.atByte = random.bounded(30 * kib);
    fault.kind = oneOf(random, {PlannedFault::Kind::Fail, PlannedFault::Kind::Fail,
                                PlannedFault::Kind::LoseAnswer});
    fault.verb = randomVerb(random, step);
    const bool hasBody = fault.verb == Verb::Put || fault.verb == Verb::PutPart;
    if (step.isUpload() && hasBody && random.bounded(4) == 0)
        fault.kind = PlannedFault::Kind::CorruptBody;
    if (step.kind == Kind::Retr)
        fault.kind = oneOf(random, {PlannedFault::Kind::Fail, PlannedFault::Kind::CutRead,
                                    PlannedFault::Kind::CorruptRead});
    if (step.offset > 0 && fault.kind == PlannedFault::Kind::CorruptRead)
        fault.kind = PlannedFault::Kind::CutRead;  // only a whole object has a checksum
    return fault;
}

Kind randomKind(QRandomGenerator &random)
{
    if (random.bounded(40) == 0)
        return oneOf(random, {Kind::Reconnect, Kind::Restart, Kind::TakeOver, Kind::Stranger});
    return oneOf(random, {Kind::Stor, Kind::Stor,   Kind::Stor,   Kind::Stor, Kind::RestStor,
                          Kind::Appe, Kind::Resume, Kind::Retr,   Kind::Retr, Kind::Retr,
                          Kind::Size, Kind::Size,   Kind::List,   Kind::List, Kind::Rename,
                          Kind::Dele, Kind::Dele,   Kind::Rename, Kind::Mkd,  Kind::Rmd});
}

// An upload that is cut matters where it is long enough to be kept.
Ending randomEnding(QRandomGenerator &random, const Step &step)
{
    const int chance = step.sizeBytes > partBytes ? 2 : 8;
    if (step.kind == Kind::Retr && random.bounded(12) == 0)
        return Ending::Abort;
    if (!step.isUpload() || step.kind == Kind::TakeOver || random.bounded(chance) > 0)
        return Ending::Whole;
    return oneOf(random, {Ending::Abort, Ending::ResetData, Ending::ResetControl});
}

}  // namespace

Step randomStep(QRandomGenerator &random)
{
    Step step;
    step.kind = randomKind(random);
    step.path = randomPath(random);
    step.target = randomPath(random);
    step.sizeBytes = randomSize(random);
    if (step.kind == Kind::TakeOver)
        step.sizeBytes += random.bounded(3 * partBytes);
    step.offset = random.bounded(3) == 0 ? random.bounded(20 * kib) : 0;
    step.contentSeed = random.generate();
    step.ending = randomEnding(random, step);
    if (random.bounded(6) == 0)
        step.fault = randomFault(random, step);
    return step;
}

Step randomStepOfTwoServers(QRandomGenerator &random, const Step &last)
{
    Step step = randomStep(random);
    const bool wasCut = last.isUpload() && last.ending != Ending::Whole;
    const bool hasChanged = last.kind == Kind::OtherServer || last.ending == Ending::ResetControl;
    const bool goesOn = (wasCut || hasChanged) && random.bounded(2) == 0;
    if ((goesOn || random.bounded(2) == 0) && !last.path.isEmpty())
        step.path = last.path;
    if (goesOn && hasChanged)
        step.kind = oneOf(random, {Kind::Size, Kind::Resume, Kind::Resume, Kind::Appe, Kind::Retr});
    else if (goesOn || random.bounded(8) == 0)
        step.kind = Kind::OtherServer;
    if (!step.isUpload() && (step.kind != Kind::Retr || step.ending != Ending::Abort))
        step.ending = Ending::Whole;
    const bool mayBeCut = step.isUpload() && step.kind != Kind::TakeOver;
    if (mayBeCut && random.bounded(4) == 0)
        step.ending = oneOf(random, {Ending::Abort, Ending::ResetData, Ending::ResetControl});
    if (mayBeCut && step.ending != Ending::Whole && random.bounded(3) > 0)
        step.sizeBytes = 2 * partBytes + random.bounded(2 * partBytes);
    if (step.kind == Kind::OtherServer)
        step.fault.reset();
    return step;
}

QByteArray toText(const Step &step)
{
    QByteArray text = kindNames.at(static_cast<std::size_t>(step.kind));
    if (step.kind == Kind::OtherServer)
        return text;
    text += ' ' + step.path;
    if (step.kind == Kind::Rename)
        text += " to " + step.target;
    if (step.isUpload())
        text += " of " + QByteArray::number(step.sizeBytes) + " bytes";
    if (step.kind == Kind::RestStor || step.kind == Kind::Retr)
        text += " from " + QByteArray::number(step.offset);
    text += endingNames.at(static_cast<std::size_t>(step.ending));
    if (step.fault)
        text += "; " + QByteArray(FakeStore::nameOf(step.fault->verb)) + " number "
                + QByteArray::number(step.fault->nth) + ' '
                + faultNames.at(static_cast<std::size_t>(step.fault->kind)) + " with "
                + nameOf(step.fault->code)
                + (step.fault->isRetryable ? ", may be tried again" : "");
    return text;
}

QByteArray contentOf(const Step &step)
{
    QByteArray bytes((step.sizeBytes + 3) / 4 * 4, Qt::Uninitialized);
    quint32 state = step.contentSeed | 1U;
    for (qsizetype at = 0; at < bytes.size(); at += 4) {
        state = state * 1664525U + 1013904223U;
        std::memcpy(bytes.data() + at, &state, sizeof state);
    }
    bytes.truncate(step.sizeBytes);
    return bytes;
}

void plan(const PlannedFault &fault, FakeStore &store)
{
    Failure failure = Failure::of(fault.code);
    failure.httpStatus = fault.code == Failure::Code::Denied ? 403 : 503;
    failure.retryable = fault.isRetryable;
    switch (fault.kind) {
    case PlannedFault::Kind::Fail:
        return store.fail(fault.verb, fault.nth, failure);
    case PlannedFault::Kind::LoseAnswer:
        return store.loseAnswer(fault.verb, fault.nth, fake::gone());
    case PlannedFault::Kind::CorruptBody:
        return store.corruptBody(fault.verb, fault.nth);
    case PlannedFault::Kind::CutRead:
        return store.cutRead(fault.nth, fault.atByte);
    case PlannedFault::Kind::CorruptRead:
        return store.corruptRead(fault.nth, fault.atByte);
    }
}

}  // namespace cosftp::test
