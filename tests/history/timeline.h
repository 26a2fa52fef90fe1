// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>

namespace cosftp::test {

/// When things happen. Everybody plans; the one who runs the test waits.
class Timeline
{
public:
    Timeline() = default;
    virtual ~Timeline() = default;
    Q_DISABLE_COPY_MOVE(Timeline)

    /// `context` null: whatever becomes of anybody. `wallErrorUs`: how wrong the clock of whoever
    /// acts then is.
    virtual void after(qint64 us, QObject *context, std::function<void()> action,
                       qint64 wallErrorUs = 0) = 0;
    [[nodiscard]] virtual qint64 nowUs() const = 0;
    /// Lets things happen until it is true; false if that takes longer than two minutes.
    virtual bool until(const std::function<bool()> &isTrue) = 0;
    bool pass(qint64 us);
};

/// Time that passes only when nothing is left to be done at this moment: minutes take milliseconds,
/// and what comes first does not depend on the machine.
class VirtualTimeline final : public Timeline
{
public:
    VirtualTimeline();
    ~VirtualTimeline() override;

    void after(qint64 us, QObject *context, std::function<void()> action,
               qint64 wallErrorUs = 0) override;
    [[nodiscard]] qint64 nowUs() const override;
    bool until(const std::function<bool()> &isTrue) override;

private:
    struct Plan
    {
        bool hasContext = false;
        QPointer<QObject> context;
        std::function<void()> action;
        qint64 wallErrorUs = 0;
    };
    bool settle();
    void step();

    std::multimap<qint64, Plan> m_plans;
    qint64 m_leapUs = 0;
};

class RealTimeline final : public Timeline
{
public:
    RealTimeline();

    void after(qint64 us, QObject *context, std::function<void()> action,
               qint64 wallErrorUs = 0) override;
    [[nodiscard]] qint64 nowUs() const override;
    bool until(const std::function<bool()> &isTrue) override;

private:
    qint64 m_beginUs;
    QObject m_self;
};

}  // namespace cosftp::test
