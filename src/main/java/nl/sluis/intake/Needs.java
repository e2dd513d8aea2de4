package nl.sluis.intake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nl.sluis.store.Scope;

/** What a client key must be able to do for this call. Every method below {@code /v1} says it: {@link ScopeFeature} asks for it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Scope[] value();
}
