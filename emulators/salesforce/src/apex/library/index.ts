/** Loads the implementations of the platform's classes. Each file registers its own (`define.ts`). */
import './async.ts';
import './dates.ts';
import './datetime.ts';
import './exception.ts';
import './iterators.ts';
import './limits.ts';
import './list.ts';
import './map.ts';
import './math.ts';
import './numbers.ts';
import './schema/schema.ts';
import './set.ts';
import './simple-values.ts';
import './sobject.ts';
import './string.ts';
import './test.ts';
import './type.ts';
