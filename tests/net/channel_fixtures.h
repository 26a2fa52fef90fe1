// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/channel.h"
#include "net/raw_peer.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>

/// What the tests of Channel share.
namespace channels {

using namespace cosftp;

struct Line
{
    explicit Line(bool hasSmallBuffers = false)
    {
        rawpeer::Pair pair = rawpeer::connectedPair();
        if (hasSmallBuffers) {
            rawpeer::shrinkBuffers(pair.ours);
            rawpeer::shrinkBuffers(pair.theirs);
        }
        peer = std::move(pair.theirs);
        channel = std::make_unique<Channel>(pair.ours.release());
    }

    std::unique_ptr<Channel> channel;
    Descriptor peer;
};

// Reads as an upload does: until nothing is left.
inline void collectInto(Channel &channel, QByteArray &target)
{
    QObject::connect(&channel, &Channel::readable, &channel, [&channel, &target] {
        char buffer[1000];
        while (const qint64 count = channel.read(buffer, sizeof(buffer)))
            target.append(buffer, count);
    });
    channel.setReading(true);
}

// Writes until the kernel takes no more.
inline QByteArray fill(Channel &channel)
{
    const QByteArray block(65536, 'x');
    QByteArray taken;
    for (;;) {
        const qint64 count = channel.write(block.constData(), block.size());
        taken += block.first(std::max<qint64>(count, 0));
        if (count < block.size())
            return taken;
    }
}

inline QByteArray fillUntilStuck(Channel &channel)
{
    QByteArray taken;
    for (int quietRounds = 0; quietRounds < 3; ++quietRounds) {
        const QByteArray more = fill(channel);
        taken += more;
        if (!more.isEmpty())
            quietRounds = 0;
        QTest::qWait(10);
    }
    return taken;
}

inline void spinOnce() { QCoreApplication::processEvents(QEventLoop::AllEvents); }

inline void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace channels
