//! Functions that are compiled for the registers of the machine that runs them.

/// Defines functions that run the same body, compiled for the widest registers that the machine has
/// when it runs. The body must be plain loops over slices; the compiler makes vectors of them.
///
/// ```
/// nlp::for_each_machine! {
///     /// Doubles every number.
///     pub fn double(row: &mut [f32]) {
///         row.iter_mut().for_each(|x| *x *= 2.0);
///     }
/// }
/// let mut row = [1.0, 2.5];
/// double(&mut row);
/// assert_eq!(row, [2.0, 5.0]);
/// ```
#[macro_export]
macro_rules! for_each_machine {
    ($($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block)*) => {$(
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")]
                fn wide($($arg: $type),*) { body($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn half($($arg: $type),*) { body($($arg),*) }
                if is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                {
                    // SAFETY: the machine has these registers.
                    return unsafe { wide($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                    // SAFETY: the machine has these registers.
                    return unsafe { half($($arg),*) };
                }
            }
            body($($arg),*)
        }
    )*};
}

pub(crate) use for_each_machine;
