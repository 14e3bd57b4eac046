//! When something was published, as precisely as its source said.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// A date, with a time and an offset from UTC where the source gave them.
///
/// A page that says `2020-09-17` has not said at which hour, and we do not
/// make one up: it is shown, stored and written as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    civil: DateTime,
    offset: Option<Offset>,
    precision: Precision,
}

/// How much of a [`Moment`] its source gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A year and a month.
    Month,
    /// A date.
    Day,
    /// A date and a time.
    Time,
}

impl Moment {
    /// A date without a time.
    pub fn day(date: Date) -> Moment {
        Moment {
            civil: date.to_datetime(Time::midnight()),
            offset: None,
            precision: Precision::Day,
        }
    }

    /// A month; the day of `date` is not kept.
    pub fn month(date: Date) -> Moment {
        let first = date.first_of_month();
        Moment {
            civil: first.to_datetime(Time::midnight()),
            offset: None,
            precision: Precision::Month,
        }
    }

    /// A date and a time, where it is known with the offset from UTC. Parts of a second are not kept.
    pub fn time(civil: DateTime, offset: Option<Offset>) -> Moment {
        let civil = civil.with().subsec_nanosecond(0).build().unwrap_or(civil);
        Moment {
            civil,
            offset,
            precision: Precision::Time,
        }
    }

    /// The moment that lies `seconds` after 1970-01-01T00:00Z; nothing beyond the years -9999 to 9999.
    pub fn unix(seconds: i64) -> Option<Moment> {
        let timestamp = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Moment::time(
            Offset::UTC.to_datetime(timestamp),
            Some(Offset::UTC),
        ))
    }

    /// The same with the offset that clocks in `zone` had, where it has a time and no offset of its own.
    #[must_use]
    pub fn within(self, zone: &TimeZone) -> Moment {
        if self.precision < Precision::Time || self.offset.is_some() {
            return self;
        }
        let zoned = zone.to_ambiguous_zoned_datetime(self.civil).compatible();
        let offset = zoned.ok().map(|zoned| zoned.offset());
        Moment { offset, ..self }
    }

    /// Reads what [`Display`](fmt::Display) writes: `2020-09`, `2020-09-17`, `2020-09-17T08:00:00+08:00`.
    pub fn read(written: &str) -> Option<Moment> {
        let Some((date, clock)) = written.split_once('T') else {
            let day = written.parse().map(Moment::day).ok();
            return day.or_else(|| format!("{written}-01").parse().map(Moment::month).ok());
        };
        let zone = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
        let (time, zone) = clock.split_at(zone);
        let civil = date.parse::<Date>().ok()?.to_datetime(time.parse().ok()?);
        let offset = match zone {
            "" => None,
            "Z" => Some(Offset::UTC),
            zone => {
                let (hours, minutes) = zone[1..].split_once(':')?;
                let minutes = i32::from(hours.parse::<u8>().ok()?) * 60
                    + i32::from(minutes.parse::<u8>().ok()?);
                let sign = if zone.starts_with('-') { -1 } else { 1 };
                Some(Offset::from_seconds(sign * 60 * minutes).ok()?)
            }
        };
        Some(Moment::time(civil, offset))
    }

    /// How much the source gave.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The date where the source wrote it.
    pub fn date(self) -> Date {
        self.civil.date()
    }

    /// Seconds since 1970-01-01T00:00Z, for ordering; UTC is assumed where no offset was given.
    pub fn order(self) -> i64 {
        let offset = self.offset.unwrap_or(Offset::UTC);
        offset
            .to_timestamp(self.civil)
            .map_or(i64::MAX, jiff::Timestamp::as_second)
    }

    /// For people: `2020-09` or `2020-09-17`, in the source's own time.
    pub fn to_day(self) -> String {
        let day = if self.precision == Precision::Month {
            "%Y-%m"
        } else {
            "%Y-%m-%d"
        };
        self.civil.strftime(day).to_string()
    }

    /// For people: `2020-09`, `2020-09-17` or `2020-09-17 08:00`, in the source's own time.
    pub fn to_minute(self) -> String {
        match self.precision {
            Precision::Month | Precision::Day => self.to_day(),
            Precision::Time => self.civil.strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

impl fmt::Display for Moment {
    /// As ISO 8601 and RFC 3339 write it: `2020-09`, `2020-09-17`, `2020-09-17T08:00:00+08:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.precision < Precision::Time {
            return f.write_str(&self.to_minute());
        }
        write!(f, "{}", self.civil)?;
        match self.offset {
            None => Ok(()),
            Some(Offset::UTC) => f.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(
                    f,
                    "{sign}{:02}:{:02}",
                    minutes.abs() / 60,
                    minutes.abs() % 60
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_moment_is_as_precise_as_its_source() {
        let day = date(2020, 9, 17);
        let east_eight = Some(jiff::tz::offset(8));
        let cases = [
            (Moment::month(day), "2020-09", "2020-09"),
            (Moment::day(day), "2020-09-17", "2020-09-17"),
            (
                Moment::time(day.at(8, 0, 0, 5), None),
                "2020-09-17T08:00:00",
                "2020-09-17 08:00",
            ),
            (
                Moment::time(day.at(8, 0, 0, 0), east_eight),
                "2020-09-17T08:00:00+08:00",
                "2020-09-17 08:00",
            ),
        ];
        for (moment, written, shown) in cases {
            assert_eq!(
                (moment.to_string().as_str(), moment.to_minute().as_str()),
                (written, shown)
            );
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let day = date(2020, 9, 17);
        let offsets = [None, Some(0), Some(8), Some(-5)].map(|hours| hours.map(jiff::tz::offset));
        let half = Offset::from_seconds(19_800).ok();
        let times = offsets.into_iter().chain([half]);
        let times = times.map(|offset| Moment::time(day.at(8, 0, 30, 0), offset));
        for moment in times.chain([Moment::month(day), Moment::day(day)]) {
            assert_eq!(Moment::read(&moment.to_string()), Some(moment));
        }
        for odd in [
            "",
            "2020",
            "2020-13",
            "2020-09-17T",
            "2020-09-17T08:00:00+8",
            "十月",
        ] {
            assert_eq!(Moment::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn order_is_that_of_the_clock() {
        let day = date(2020, 9, 17);
        let there = Moment::time(day.at(8, 0, 0, 0), Some(jiff::tz::offset(8)));
        assert_eq!(there.order(), Moment::day(day).order());
        assert_eq!(
            Moment::unix(there.order())
                .map(|m| m.to_string())
                .as_deref(),
            Some("2020-09-17T00:00:00Z")
        );
        assert_eq!(Moment::unix(i64::MAX), None);
    }
}
